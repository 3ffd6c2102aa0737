import { type Figures, recallOf } from './figures.ts';
import type { Stability } from './live.ts';
import { type Outcome, reaches } from './outcome.ts';

/** A promise about the simulator’s traffic, and whether it was kept. */
export interface Target {
  what: string;
  goal: string;
  value: number | undefined;
  met: boolean;
}

/** Frauds that nothing excuses missing. */
const SURE = ['S1', 'S3', 'S9', 'S10', 'S12', 'S15'];

/** The project’s targets; a figure that could not be counted misses its target. */
export function targetsOf(
  outcomes: readonly Outcome[],
  { levels: { high, medium } }: Figures,
  stability: Stability | undefined,
): Target[] {
  const sure = SURE.map((id) => {
    const played = outcomes.filter(({ label, scenario }) => label === 'malicious' && scenario === id);
    return atLeast(`recall of ${id}, Medium and above`, recallOf(played).medium.value, 0.95);
  });
  const lookAlikes = outcomes.filter(
    (outcome) => outcome.label === 'benign' && outcome.hardNegatives.length > 0 && reaches(outcome, 'medium'),
  );
  return [
    atMost('false High per 1,000 workers and 30 days', high.falseAlarms.perThousand, 1),
    atMost('false Medium or above per 1,000 workers and 30 days', medium.falseAlarms.perThousand, 5),
    atLeast('recall, Medium and above', medium.recall.value, 0.9),
    atLeast('recall, High and above', high.recall.value, 0.75),
    ...sure,
    atMost('median days to detection, Medium and above', medium.days.median, 3),
    atMost('innocent look-alikes above Low', lookAlikes.length, 0),
    ...(stability ? [atMost('share of alerts superseded', stability.superseded.value, 0.005)] : []),
  ];
}

const atLeast = (what: string, value: number | undefined, goal: number): Target => ({
  what,
  goal: `≥ ${goal}`,
  value,
  met: value !== undefined && value >= goal,
});

const atMost = (what: string, value: number | undefined, goal: number): Target => ({
  what,
  goal: `≤ ${goal}`,
  value,
  met: value !== undefined && value <= goal,
});
