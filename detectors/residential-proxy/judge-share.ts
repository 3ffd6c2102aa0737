import { type Finding, startOfDay } from '#kit';
import type { Config } from './config.ts';
import { address, egressKind } from './egress.ts';
import type { Event, RaiseHere } from './event.ts';
import { isLargeShare, shareOf, weekOf } from './share.ts';
import type { State } from './state.ts';
import { listOf } from './tag.ts';

/** Many days on hosting and VPN networks, judged at such a login and reported once in a calendar week. */
export function judgeShare(event: Event, state: State, config: Config, finding: RaiseHere): Finding[] {
  if (egressKind(event.network) !== 'exit') return [];
  const reported = state.shareDay === undefined ? undefined : weekOf(startOfDay(state.shareDay));
  if (reported === weekOf(event.time)) return [];
  const share = shareOf(state.days, config);
  if (!isLargeShare(share, config)) return [];
  const { exitDays, activeDays, homeDays, exitAsns } = share;
  const evidence = {
    ...address(event),
    exitDays,
    activeDays,
    homeDays,
    exitAsns,
    windowDays: config.exitWindowDays,
    list: listOf(event.network),
  };
  return [finding(homeDays >= config.homeDays ? 'vpn-habit' : 'hosting-share', evidence, 'exit')];
}
