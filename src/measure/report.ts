import { z } from 'zod';
import type { AblationName } from './ablations.ts';
import {
  type CauseRow,
  causeRows,
  type Figures,
  figuresOf,
  type HardNegativeRow,
  hardNegativeRows,
  type ScenarioRow,
  scenarioRows,
  severityCounts,
} from './figures.ts';
import type { Stability } from './live.ts';
import type { Measured, MeasureOptions } from './measure.ts';
import type { Outcome } from './outcome.ts';
import { type Target, targetsOf } from './targets.ts';
import { BLIND_SPOTS } from './truth.ts';

/** All that one run measured. */
export interface Report {
  options: MeasureOptions;
  records: number;
  figures: Figures;
  targets: Target[];
  /** Without the blind spots, which follow by themselves. */
  scenarios: ScenarioRow[];
  blindSpots: ScenarioRow[];
  policyViolations: ReturnType<typeof severityCounts>;
  causes: CauseRow[];
  hardNegatives: HardNegativeRow[];
  ablations: { name: AblationName; figures: Figures }[];
  stability: Stability | undefined;
  /** Everybody of whom something can be said: all but the innocent whom nothing was said about. */
  outcomes: Outcome[];
}

export function reportOf(options: MeasureOptions, measured: Measured): Report {
  const { outcomes, ablated, stability, records } = measured;
  const figures = figuresOf(outcomes, options.days);
  const isBlind = ({ scenario }: ScenarioRow) => BLIND_SPOTS.includes(scenario);
  const scenarios = scenarioRows(outcomes);
  return {
    options,
    records,
    figures,
    targets: targetsOf(outcomes, figures, stability),
    scenarios: scenarios.filter((row) => !isBlind(row)),
    blindSpots: scenarios.filter(isBlind),
    policyViolations: severityCounts(outcomes.filter(({ label }) => label === 'policy_violation')),
    causes: causeRows(outcomes),
    hardNegatives: hardNegativeRows(outcomes),
    ablations: options.ablations.map((name) => ({
      name,
      figures: figuresOf(ablated[name] ?? [], options.days),
    })),
    stability,
    outcomes: outcomes.filter(({ label, severity }) => label !== 'benign' || severity !== undefined),
  };
}

/** The text of a saved report: one that was written by another version may be refused. */
export const SavedReport = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue('not JSON');
      return z.NEVER;
    }
  })
  .pipe(
    z.custom<Report>(
      (value) =>
        z
          .looseObject({
            options: z.object({ seeds: z.number(), stealth: z.array(z.unknown()) }),
            figures: z.object({ levels: z.object({ high: z.object({}), medium: z.object({}) }) }),
            scenarios: z.array(z.unknown()),
            outcomes: z.array(z.unknown()),
          })
          .safeParse(value).success,
    ),
  );
