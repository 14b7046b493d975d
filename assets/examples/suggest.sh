#!/bin/sh
# A suggester in a page of shell: tags sums of money, shares and e-mail addresses by their form.
# Try it: copydesk suggest --json --with "sh assets/examples/suggest.sh" article.txt
# It needs a POSIX shell and awk. The protocol is described in README.md beside this file.

while IFS= read -r line; do
  printf '%s\n' "$line" | LC_ALL=C awk '
    # The first number behind a field of this name. The text, in which anything may stand, comes last.
    function number(field) {
      return match($0, "\"" field "\":[0-9]+") ? substr($0, RSTART + length(field) + 3, RLENGTH - length(field) - 3) : 0
    }
    # How many characters a string of UTF-8 bytes has: all bytes but those that continue one.
    function characters(s) { return length(s) - gsub(/[\200-\277]/, "", s) }
    # The value of the field "text", unescaped.
    function article(   body) {
      match($0, /"text":"/)
      body = substr($0, RSTART + RLENGTH)
      match(body, /^([^"\\]|\\.)*/)
      body = substr(body, 1, RLENGTH)
      gsub(/\\\\/, "\001", body)
      gsub(/\\n/, "\n", body); gsub(/\\r/, "\r", body); gsub(/\\t/, "\t", body); gsub(/\\"/, "\"", body)
      gsub(/\\u[0-9a-f][0-9a-f][0-9a-f][0-9a-f]|\\[bf]/, "?", body)
      gsub("\001", "\\\\", body)
      return body
    }
    function tag(text, pattern, type, reason,   at, words) {
      at = 0
      while (match(text, pattern)) {
        words = substr(text, RSTART, RLENGTH)
        at += characters(substr(text, 1, RSTART - 1))
        printf "%s{\"kind\":\"mention\",\"type\":\"%s\",\"start\":%d,\"end\":%d,\"text\":\"%s\",\"score\":0.9,\"reason\":\"%s\"}", comma, type, at, at + characters(words), words, reason
        comma = ","
        at += characters(words)
        text = substr(text, RSTART + RLENGTH)
      }
    }
    {
      id = number("id")
      match($0, /"method":"[a-z]+"/)
      method = substr($0, RSTART + 10, RLENGTH - 11)
    }
    method == "initialize" {
      printf "{\"jsonrpc\":\"2.0\",\"id\":%d,\"result\":{\"protocol\":1,\"name\":\"forms\",\"version\":\"1.0\"}}\n", id
    }
    method == "suggest" {
      text = article()
      printf "{\"jsonrpc\":\"2.0\",\"id\":%d,\"result\":{\"revision\":%d,\"items\":[", id, number("revision")
      tag(text, "([$]|€|£)[0-9]([0-9.,]*[0-9])?( (million|billion))?", "money", "a sign of money and a number")
      tag(text, "[0-9][0-9.]* ?(%|percent|per cent)", "quantity", "a number and a sign of shares")
      tag(text, "[A-Za-z0-9._-]+@[A-Za-z0-9-]+([.][A-Za-z0-9-]+)+", "other", "an e-mail address")
      printf "]}}\n"
    }
    method == "shutdown" { printf "{\"jsonrpc\":\"2.0\",\"id\":%d,\"result\":null}\n", id }
  '
  case $line in *'"method":"shutdown"'*) exit 0 ;; esac
done
