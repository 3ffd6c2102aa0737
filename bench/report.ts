/** What one measured child process prints: one line of JSON. */
export interface Measured {
  records: number;
  seconds: number;
  /** User and system time of all threads. */
  cpuSeconds: number;
  peakMb: number;
  /** Seconds for the first and the last quarter of the records. */
  firstQuarter?: number;
  lastQuarter?: number;
}

export const report = {
  start() {
    const begin = performance.now();
    const cpu = process.cpuUsage();
    const marks: { records: number; at: number }[] = [];
    return {
      /** Progress, for the first and last quarter. */
      mark: (records: number) => void marks.push({ records, at: performance.now() }),
      end(records: number): void {
        const { user, system } = process.cpuUsage(cpu);
        const measured: Measured = {
          records,
          seconds: (performance.now() - begin) / 1000,
          cpuSeconds: (user + system) / 1e6,
          peakMb: process.resourceUsage().maxRSS / 1024,
          ...quarters(marks, records, begin),
        };
        process.stdout.write(`${JSON.stringify(measured)}\n`);
      },
    };
  },
};

/** The first tenth warms caches and the compiler: the first quarter counts from there. */
function quarters(marks: { records: number; at: number }[], records: number, begin: number) {
  if (marks.length < 20) return {};
  const timeOf = (share: number) =>
    share === 0 ? begin : marks.find((mark) => mark.records >= share * records)!.at;
  return {
    firstQuarter: (timeOf(0.35) - timeOf(0.1)) / 1000,
    lastQuarter: (marks.at(-1)!.at - timeOf(0.75)) / 1000,
  };
}
