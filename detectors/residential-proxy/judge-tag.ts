import type { Finding } from '#kit';
import type { Config } from './config.ts';
import type { Day } from './days.ts';
import { address, isAtHome, isShared } from './egress.ts';
import type { Event, RaiseHere } from './event.ts';
import { shareOf } from './share.ts';
import { isFirewallExplained, listOf, operatorOfConcern, tagAge, tagWeight } from './tag.ts';

/** What lists say of the address: a VPN operator of concern, a residential proxy, a Tor exit. */
export function judgeTags(event: Event, days: Day[], config: Config, finding: RaiseHere): Finding[] {
  const { network } = event;
  if (isShared(network)) return [];
  if (network.type === 'tor' || network.anonymiser?.kind === 'tor') {
    return [finding('tor', { ...address(event), list: listOf(network) }, 'tor')];
  }
  if (network.anonymiser?.kind === 'residential-proxy') return judgeProxy(event, days, config, finding);
  const service = operatorOfConcern(network, config);
  return service === undefined ? [] : judgeNamedVpn(event, service, days, config, finding);
}

function judgeNamedVpn(
  event: Event,
  service: string,
  days: Day[],
  config: Config,
  finding: RaiseHere,
): Finding[] {
  const { network, claim, time } = event;
  if (isFirewallExplained(claim, config)) return [];
  const ageDays = tagAge(network, time);
  const weight = tagWeight(ageDays, config.freshTagDays, config.vpnTagDays);
  if (weight === 0) return [];
  const claimed = [...new Set(claim?.homes.map(({ country }) => country))];
  const { namedDays, activeDays } = shareOf(days, config);
  const evidence = {
    ...address(event),
    service,
    list: listOf(network),
    ageDays,
    claimed,
    daysUsed: namedDays,
    activeDays,
    windowDays: config.exitWindowDays,
  };
  const isCertain = weight === 1 && claimed.some((country) => config.claimCountries.includes(country));
  return isCertain
    ? [finding('named-vpn', evidence, service)]
    : [finding('possible-named-vpn', evidence, service, { confidence: weight })];
}

function judgeProxy(event: Event, days: Day[], config: Config, finding: RaiseHere): Finding[] {
  const { network, claim, time } = event;
  const ageDays = tagAge(network, time);
  const weight = tagWeight(ageDays, config.freshTagDays, config.proxyTagDays);
  if (weight === 0) return [];
  const isHome = claim !== undefined && isAtHome(event, config);
  const isUsual = isHome && shareOf(days, config).homeDays >= config.homeDays;
  const service = network.anonymiser?.operator ?? network.anonymiser?.source ?? network.source;
  const evidence = { ...address(event), service, list: listOf(network), ageDays, isHome: isUsual };
  // A home whose other devices rent out its connection looks the same.
  return [finding('residential-proxy-tag', evidence, service, { confidence: isUsual ? weight / 2 : weight })];
}
