import { type Claim, claimedAs, DAY, type Network } from '#kit';
import type { Config } from './config.ts';

/** Whole days from the day a list last saw the address so to the login; a list that is newer than it is fresh. */
export function tagAge(network: Network, time: number): number {
  const seen = Date.parse(network.anonymiser?.seen ?? network.date);
  return Math.max(0, Math.floor((time - seen) / DAY));
}

/** 1 while fresh, then falling in a line to 0 at `gone` days. */
export function tagWeight(age: number, fresh: number, gone: number): number {
  if (age <= fresh) return 1;
  return Math.max(0, (gone - age) / (gone - fresh));
}

/** The operator's name, where the address is tagged as one of the VPN operators of concern. */
export function operatorOfConcern({ anonymiser }: Network, config: Config): string | undefined {
  const operator = anonymiser?.operator;
  if (anonymiser?.kind !== 'vpn' && anonymiser?.kind !== 'proxy') return undefined;
  const named = config.operatorsOfConcern.some((name) =>
    operator?.toLowerCase().includes(name.toLowerCase()),
  );
  return named ? operator : undefined;
}

/** Whether a home or approved travel in a firewall's country explains a VPN sold for passing it. */
export function isFirewallExplained(claim: Claim | undefined, config: Config): boolean {
  return config.firewallCountries.some((country) => claim && claimedAs(claim, country) !== undefined);
}

/** The list or database that says so, with its date. */
export const listOf = ({ anonymiser, source, date }: Network): string =>
  anonymiser ? `${anonymiser.source}, ${anonymiser.seen ?? date}` : `${source}, ${date}`;
