#!/usr/bin/env bash
# Looks at every report with other people's programs. Not part of `cargo test`: it needs Chromium,
# LibreOffice, pdftoppm, Python and Node, and in the folder NODE_MODULES the packages html-validate,
# structured-data-testing-tool, playwright-core, markdown-it and markdown-it-footnote.
#
#   NODE_MODULES=…/node_modules tests/report/check.sh [FILE.desk.ron] [FOLDER]
#
# The pictures are left in the folder, to be looked at.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
file=${1:-$root/tests/cases/report/night-ferry.desk.ron}
out=${2:-$(mktemp -d)}
modules=${NODE_MODULES:?names the folder of the Node packages}
: "${COPYDESK:=$root/target/debug/copydesk}"
export COPYDESK_HOME="$out/home"
mkdir -p "$out"
failed=0
fail() { echo "FAILED $*"; failed=1; }

for kind in html md docx sources questions changes log claimreview quotes; do
  "$COPYDESK" report "$file" --kind $kind -o "$out" --force >/dev/null 2>&1 || fail "$kind"
done
for kind in html md docx sources; do
  "$COPYDESK" report "$file" --kind $kind --public -o "$out" --force >/dev/null 2>&1 || fail "$kind --public"
done
cd "$out"

echo "== HTML checker"
echo '{"extends":["html-validate:recommended","html-validate:standard","html-validate:a11y"]}' >.htmlvalidate.json
"$modules/.bin/html-validate" ./*.html || fail "html-validate"

echo "== Chromium: console, width on a phone, keyboard, pictures, print"
cat >browser.js <<'JS'
const { chromium } = require(process.argv[2] + '/playwright-core');
const fs = require('fs');
(async () => {
  const flags = ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: flags });
  let bad = 0;
  const views = { desktop: { viewport: { width: 1280, height: 1000 } }, dark: { viewport: { width: 1280, height: 1000 }, colorScheme: 'dark' },
    phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true } };
  for (const page_file of fs.readdirSync('.').filter(name => name.endsWith('.html'))) {
    for (const [view, options] of Object.entries(views)) {
      const page = await (await browser.newContext(options)).newPage();
      page.on('console', message => { bad++; console.log(page_file, view, message.text()); });
      page.on('pageerror', error => { bad++; console.log(page_file, view, error); });
      page.on('request', request => { if (!request.url().startsWith('file:')) { bad++; console.log('asks for', request.url()); } });
      await page.goto('file://' + process.cwd() + '/' + page_file);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      if (wide) { bad++; console.log(page_file, view, 'scrolls sideways'); }
      await page.keyboard.press('Tab');
      const first = await page.evaluate(() => document.activeElement.textContent);
      if (first !== 'Skip to the notes') { bad++; console.log(page_file, view, 'first stop is', first); }
      await page.screenshot({ path: `${page_file}-${view}.png`, fullPage: view === 'phone' });
      if (view === 'desktop') await page.pdf({ path: `${page_file}.pdf`, format: 'A4' });
    }
  }
  await browser.close();
  process.exit(bad ? 1 : 0);
})();
JS
node browser.js "$modules" || fail "Chromium"
for pdf in ./*.html.pdf; do pdftoppm -r 60 -png "$pdf" "$pdf"; done

echo "== LibreOffice: a page, and as many comments as the document has"
for docx in ./*.docx; do
  soffice --headless --convert-to pdf "$docx" >/dev/null 2>&1 || fail "LibreOffice, $docx"
  pdftoppm -r 60 -png "${docx%.docx}.pdf" "$docx"
  soffice --headless --convert-to odt "$docx" >/dev/null 2>&1
  wanted=$(unzip -p "$docx" word/comments.xml | grep -o '<w:comment ' | wc -l)
  read_in=$(unzip -p "${docx%.docx}.odt" content.xml | grep -o '<office:annotation ' | wc -l)
  echo "$docx: $wanted comments, $read_in read"
  [ "$wanted" = "$read_in" ] || fail "comments of $docx"
done

echo "== CSV: strict, all rows as long as the first, no formula"
python3 - <<'PY' || fail "CSV"
import csv, glob
for name in glob.glob('*.csv'):
    rows = list(csv.reader(open(name, newline='', encoding='utf-8-sig'), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not any(cell.lstrip()[:1] in tuple('=+-@') and cell for row in rows for cell in row)
    print(name, len(rows) - 1, 'rows')
PY

echo "== ClaimReview"
for data in ./*.jsonld; do
  { echo '<html><head><script type="application/ld+json">'; cat "$data"; echo '</script></head></html>'; } >data.htm
  kinds=$(grep -o '"@type": "\(ClaimReview\|NewsArticle\)"' "$data" | cut -d'"' -f4 | sort -u | paste -sd,)
  "$modules/.bin/sdtt" --file data.htm --schemas "$kinds" || fail "structured data"
done

echo "== Markdown: every note is a footnote"
node -e '
const [modules, ...files] = process.argv.slice(1);
const reader = require(modules + "/markdown-it")({ html: true, linkify: true }).use(require(modules + "/markdown-it-footnote"));
for (const file of files) {
  const text = require("fs").readFileSync(file, "utf8");
  const notes = (text.match(/^\[\^\d+\]:/gm) || []).length;
  const page = reader.render(text);
  const read = (page.match(/class="footnote-item"/g) || []).length;
  console.log(file, notes, "notes,", read, "read");
  if (notes !== read || /href="(?!https?:|#)/.test(page)) process.exit(1);
}' "$modules" ./*annotated*.md || fail "Markdown"

echo "pictures in $out"
exit $failed
