import { type Finding, isoTime } from '#kit';
import { newBlocks } from './blocks.ts';
import type { Config } from './config.ts';
import type { Event, RaiseHere } from './event.ts';
import { flipsOf, type Leg } from './flips.ts';
import { churnOf, type Stay } from './lines.ts';
import { type Observed, sessionId } from './state.ts';

/** Legs shown as evidence, the newest. */
const SHOWN_LEGS = 12;

/** Many unrelated lines, judged at a login that brought another one. */
export function judgeChurn(
  event: Event,
  { state, isSwitch, isNewBlock }: Observed,
  config: Config,
  finding: RaiseHere,
): Finding[] {
  const confidence = event.place?.confidence ?? 1;
  const churn = isSwitch ? churnOf(state.stays, config) : undefined;
  if (churn) {
    const { window, lines, metros, stays } = churn;
    const asns = [...new Set(stays.map(({ asn }) => asn))];
    const legs = stays.slice(-SHOWN_LEGS).map((stay) => legEvidence({ ...stay, kind: 'line' }));
    return [finding('churn', { window, lines, metros, asns, legs }, 'churn', { confidence })];
  }
  const blocks = isNewBlock ? newBlocks(state.days, config) : undefined;
  if (!blocks) return [];
  const { visits, fresh, asns } = blocks;
  const legs = state.stays.slice(-SHOWN_LEGS).map((stay: Stay) => legEvidence({ ...stay, kind: 'line' }));
  const evidence = { window: '14 days', lines: asns.length, visits, newBlocks: fresh, asns, legs } as const;
  return [finding('churn', evidence, 'churn')];
}

/** Changes of egress inside one session, judged at a login that changed it. */
export function judgeSession(
  event: Event,
  { state, isNewLeg }: Observed,
  config: Config,
  finding: RaiseHere,
): Finding[] {
  const session = isNewLeg ? state.sessions.at(-1) : undefined;
  const flips = session && flipsOf(session, config);
  if (!session || !flips) return [];
  const by = event.device === undefined ? 'session' : 'device';
  const evidence = { by, ...flips, legs: session.legs.map(legEvidence) } as const;
  return [
    finding('session-flip', evidence, sessionId(event) ?? session.id, {
      confidence: event.place?.confidence ?? 1,
    }),
  ];
}

const legEvidence = ({ kind, from, to, asn, where }: Leg) => ({
  kind,
  from: isoTime(from),
  to: isoTime(to),
  asn,
  where,
});
