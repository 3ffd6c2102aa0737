import { utcDay } from '#kit';
import type { Config } from './config.ts';
import type { Day } from './days.ts';

/** Days on hosting and VPN exits among all active days of the window. */
export interface Share {
  activeDays: number;
  exitDays: number;
  homeDays: number;
  namedDays: number;
  exitAsns: number[];
}

export function shareOf(days: readonly Day[], config: Config): Share {
  const today = days.at(-1)?.day ?? 0;
  const recent = days.filter(({ day }) => day > today - config.exitWindowDays);
  return {
    activeDays: recent.length,
    exitDays: recent.filter(({ exits }) => exits).length,
    homeDays: recent.filter(({ home }) => home).length,
    namedDays: recent.filter(({ named }) => named).length,
    exitAsns: [...new Set(recent.flatMap(({ exits = [] }) => exits))].filter((asn) => asn > 0).slice(0, 10),
  };
}

export function isLargeShare({ activeDays, exitDays }: Share, config: Config): boolean {
  return exitDays >= config.exitDays && exitDays >= config.exitShare * activeDays;
}

/** Calendar week (Monday to Sunday, UTC) of a time: what lasts for weeks is reported once in each. */
export const weekOf = (time: number): number => Math.floor((utcDay(time) + 3) / 7);
