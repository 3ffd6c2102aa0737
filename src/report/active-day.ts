import { EXPLANATIONS, type Explanation, type Lack, type Sighting } from './sighting.ts';

/** One active day: what explains it, and what was seen on it. */
export interface ActiveDay {
  /** UTC day, days since the epoch. */
  day: number;
  explanation: Explanation;
  /** In the order of the explanations, nearest to the claim first. */
  seen: Omit<Sighting, 'day'>[];
}

/** What would have to be known to say more, and on how many active days it was not. */
export interface Missing {
  what: 'login' | 'fixed line' | 'open network' | Lack;
  days: number;
}

/** The active days in order, whatever the order of the sightings and however often each is there. */
export function activeDays(sightings: readonly Sighting[]): ActiveDay[] {
  const distinct = new Map(sightings.map((sighting) => [keyOf(sighting), sighting]));
  return [...Map.groupBy(distinct.values(), ({ day }) => day)]
    .sort(([a], [b]) => a - b)
    .map(([day, found]) => {
      const seen = found.sort(compareSightings).map(({ day: _, ...rest }) => rest);
      return { day, explanation: seen[0]!.explanation, seen };
    });
}

export function countByExplanation(days: readonly ActiveDay[]): Record<Explanation, number> {
  const counts = Object.fromEntries(EXPLANATIONS.map((name) => [name, 0])) as Record<Explanation, number>;
  for (const { explanation } of days) counts[explanation] += 1;
  return counts;
}

/** What the days that tell neither for nor against the claim lack: of all days first, then by number of days. */
export function missingOf(days: readonly ActiveDay[]): Missing[] {
  if (days.length === 0) return [{ what: 'login', days: 0 }];
  const silent = days.filter(({ explanation }) => !TELLING.includes(explanation));
  const lacking = LACKS.map((what) => ({
    what,
    days: silent.filter(({ seen }) => seen.some(({ lacks }) => lacks === what)).length,
  })).filter((missing) => missing.days > 0);
  return [...lackingThroughout(days), ...lacking.sort((a, b) => b.days - a.days)];
}

function lackingThroughout(days: readonly ActiveDay[]): Missing[] {
  const areAll = (...names: Explanation[]) => days.every(({ explanation }) => names.includes(explanation));
  if (areAll('relay', 'vpn')) return [{ what: 'open network', days: days.length }];
  return areAll('mobile', 'corporate', 'relay', 'vpn') ? [{ what: 'fixed line', days: days.length }] : [];
}

const TELLING: readonly Explanation[] = ['home', 'travel', 'elsewhere'];
const LACKS: readonly Lack[] = ['claim', 'place', 'precision', 'coordinates', 'network'];

const keyOf = ({ day, explanation, place, km, lacks }: Sighting): string =>
  JSON.stringify([day, explanation, place, km, lacks]);

function compareSightings(a: Sighting, b: Sighting): number {
  return (
    EXPLANATIONS.indexOf(a.explanation) - EXPLANATIONS.indexOf(b.explanation) ||
    (a.km ?? Number.MAX_VALUE) - (b.km ?? Number.MAX_VALUE) ||
    (keyOf(a) < keyOf(b) ? -1 : 1)
  );
}
