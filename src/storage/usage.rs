//! What work has cost: CPU time of the thread, memory of the process.

use std::time::Duration;

/// CPU time this thread has used so far. Where the system does not tell, the time that has passed
/// since the first call.
#[cfg(target_os = "linux")]
pub fn thread_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or_default();
    Duration::new(seconds, u32::try_from(time.tv_nsec).unwrap_or_default())
}

/// CPU time this thread has used so far. Where the system does not tell, the time that has passed
/// since the first call.
#[cfg(not(target_os = "linux"))]
pub fn thread_time() -> Duration {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed()
}

/// The most memory this process has held at once, bytes; none where the system does not tell.
pub fn peak_memory() -> Option<usize> {
    from_status("VmHWM:")
}

/// The memory this process holds now, bytes; none where the system does not tell.
pub fn resident_memory() -> Option<usize> {
    from_status("VmRSS:")
}

/// A line of Linux's `/proc/self/status` (see proc(5)), which counts kilobytes of 1024.
fn from_status(name: &str) -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kilobytes: usize = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_takes_time() {
        let before = thread_time();
        let sum: u64 = (0..3_000_000).map(std::hint::black_box).sum();
        assert!(sum > 0 && thread_time() > before);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn memory_that_is_used_counts() {
        let held = vec![1_u8; 40_000_000];
        let now = resident_memory().unwrap_or_default();
        assert!(now > 40_000_000 && peak_memory().unwrap_or_default() >= now, "{now}, {}", held.len());
    }
}
