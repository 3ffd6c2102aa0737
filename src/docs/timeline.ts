import { type AnyWorkerDetector, type Finding, isoTime, type JudgedLogin, placeName } from '../kit/index.ts';
import { code, table } from './markdown.ts';
import type { Story } from './story.ts';

/** A page shows no more of a story than this. */
const MOST_ROWS = 12;

/** A story as a Markdown table: each login, and what the detector said about it. */
export function timeline(detector: AnyWorkerDetector, story: Story): string {
  const config = detector.Config.parse(story.config);
  let state = detector.State.parse({});
  const rows = [...story.events]
    .sort((a, b) => a.login.time - b.login.time)
    .map(({ login }) => {
      const input = { event: login as Parameters<typeof detector.relevant>[0]['event'], config };
      if (detector.needs.some((need) => login[need] === undefined)) return row(login, 'not evaluated');
      const relevant = detector.relevant(input);
      if (relevant !== true) return row(login, `ignored: ${relevant}`);
      const judged = detector.evaluate({ ...input, state, finding: raise, withdraw });
      state = judged.state;
      return row(login, judged.findings.map((finding) => told(detector, finding)).join('<br>') || '–');
    });
  const shown = table(['Time (UTC)', 'Login', 'Finding'], rows.slice(0, MOST_ROWS));
  return rows.length > MOST_ROWS ? `${shown}\n\nand ${rows.length - MOST_ROWS} more logins.` : shown;
}

const raise = (id: string, evidence: unknown, key: string, { confidence = 1 } = {}): Finding => ({
  kind: 'raise',
  id,
  evidence,
  key,
  confidence,
});
const withdraw = (id: string, key: string): Finding => ({ kind: 'withdraw', id, key });

function row(login: JudgedLogin, said: string): string[] {
  const { place, network, action, outcome, device } = login;
  const what = [
    outcome === 'success' ? action : `${action}, ${outcome}`,
    place && placeName(place),
    network?.type,
    login.ip,
    device,
  ];
  return [
    isoTime(login.time).slice(0, 19).replace('T', ' '),
    what.filter((part) => part !== undefined).join(', '),
    said,
  ];
}

function told(detector: AnyWorkerDetector, finding: Finding): string {
  if (finding.kind === 'withdraw') return `takes back ${code(finding.id)}`;
  const { severity, summary, Evidence } = detector.findings[finding.id]!;
  return `${code(finding.id)} (${severity}): ${summary(Evidence.parse(finding.evidence))}`;
}
