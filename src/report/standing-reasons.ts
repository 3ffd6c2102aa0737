import type { Missing } from './active-day.ts';
import type { Standing } from './standing.ts';
import type { StandingRule } from './standing-rule.ts';

type Judged = Pick<Standing, 'state' | 'explained' | 'days' | 'contradictions' | 'missing'>;

/** Why a worker stands so: one plain sentence each, about logins, lines and days, never about the person. */
export function reasonsOf(judged: Judged, rule: StandingRule): string[] {
  const { state, explained, days, contradictions, missing } = judged;
  const { home, travel, elsewhere } = explained;
  const of = (n: number) => `${n} of ${days.length} active ${days.length === 1 ? 'day' : 'days'}`;
  const reasons: string[] = [];
  if (contradictions.length > 0) reasons.push(alertsText(contradictions));
  if (home > 0) reasons.push(`${of(home)} had a fixed line within ${rule.homeKm} km of the claim.`);
  if (travel > 0) reasons.push(`${of(travel)} had a fixed line where travel was approved.`);
  if (elsewhere > 0) {
    reasons.push(
      `${of(elsewhere)} had fixed lines only elsewhere${farthest(judged)}; no travel covers them.`,
    );
  }
  if (state === 'unverified' && reasons.length > 0) {
    reasons.push(
      `That is too little: consistent takes ${rule.homeDays} days near the claim or on travel and more of them than elsewhere, contradicted ${rule.awayDays} days elsewhere.`,
    );
  }
  if (state === 'unverified') reasons.push(...missing.map(missingText));
  return reasons;
}

/** Says what a gap means, in a sentence. */
export function missingText({ what, days }: Missing): string {
  const on = days === 1 ? '1 day' : `${days} days`;
  switch (what) {
    case 'login':
      return 'No login in these days.';
    case 'fixed line':
      return 'No login came from a fixed line, so none shows where a home is.';
    case 'open network':
      return 'All logins came through VPN, hosting or relay addresses, which show no place.';
    case 'claim':
      return `No claim was in force on ${on}: the roster names no place.`;
    case 'place':
      return `The data knows no place for an address on ${on}.`;
    case 'precision':
      return `The data knows the place of an address too vaguely on ${on}.`;
    case 'coordinates':
      return `The claim or the place has no coordinates to measure between on ${on}.`;
    case 'network':
      return `The data does not know what network an address belongs to on ${on}.`;
  }
}

function alertsText(contradictions: Judged['contradictions']): string {
  const n = contradictions.length;
  const alerts = n === 1 ? 'An open alert contradicts' : `${n} open alerts contradict`;
  return `${alerts} the claim. The newest: ${contradictions.at(-1)!.sentence}`;
}

function farthest({ days }: Judged): string {
  const away = days.filter(({ explanation }) => explanation === 'elsewhere');
  const km = Math.max(...away.map(({ seen }) => seen[0]!.km ?? 0));
  return km > 0 ? `, up to ${km.toLocaleString('en-US')} km from the claim` : '';
}
