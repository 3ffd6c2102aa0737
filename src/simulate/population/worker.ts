import type { HardNegativeId, ScenarioId } from '../options.ts';
import type { Random } from '../random.ts';
import type { Behaviour } from '../session.ts';
import type { Block } from '../world/address-plan.ts';
import type { City } from '../world/geography.ts';
import type { Line } from '../world/lines.ts';
import type { Device } from './devices.ts';

export type Label = 'benign' | 'policy_violation' | 'malicious';

/** Somebody's being somewhere from one time to another (ms), with what they go online through there. */
export interface Stay {
  from: number;
  to: number;
  city: City;
  line: Line;
  /** What the phone shows off the Wi-Fi. */
  mobile: Line;
  /** Why the phone's address differs from the place, where there is a reason. */
  mobileCause?: string;
  kind: 'home' | 'hotel' | 'second-home' | 'relatives';
  /** Why the place differs from the usual one; `home` where it does not. */
  cause: string;
}

/** A dated row of the roster. */
export interface ClaimRow {
  city: City;
  /** Day since the epoch; absent in a first row. */
  validFrom?: number;
}

export interface TravelRow {
  city: City;
  /** Days since the epoch, inclusive. */
  from: number;
  to: number;
}

/** What somebody does besides working from home; drawn for everybody by the shares in `traits.ts`. */
export interface Traits {
  vpn: 'none' | 'split' | 'full';
  sase: boolean;
  cloudDesktop?: Line;
  privacyVpn?: { home: Line; abroad: Line };
  privateRelay: boolean;
  /** Uses the carrier rather than only Wi-Fi. */
  phoneOnCarrier: boolean;
  cafe?: Line;
  coworking?: Line;
  onCall: boolean;
  /** An assistant who signs in to the same account now and then. */
  delegate?: { line: Line; city: City; device: Device };
  /** A program on a rented server that keeps the account's tokens fresh. */
  syncClient?: Line;
}

export interface Worker {
  id: string;
  /** Order of creation; the order on the roster is another. */
  index: number;
  name: string;
  login: string;
  email: string;
  oktaId: string;
  group: string;
  employmentType: 'employee' | 'contractor';
  /** Days since the epoch. */
  startDay: number;
  /** The last day, for those who leave. */
  endDay?: number;
  claims: ClaimRow[];
  travel: TravelRow[];
  householdId?: string;
  /** Where the laptop was sent, if not to the first claim. */
  shipTo?: City;
  laptop: Device;
  phone: Device;
  home: City;
  /** Where they are at each time; gaps are journeys. */
  stays: Stay[];
  gateway: VpnGateway;
  /** Where full-tunnel traffic leaves the company. */
  site: number;
  traits: Traits;
  behaviour: Behaviour;
  /** From that time on (ms) the account has another login. */
  rename?: { at: number; login: string };
  label: Label;
  scenario?: ScenarioId;
  stealth?: number;
  hardNegatives: HardNegativeId[];
  /** Events by cause, counted as they are played. */
  causes: Map<string, number>;
  random: Random;
}

/** A VPN device and how it writes its logs. */
export interface VpnGateway {
  host: string;
  stamp: 'yearless' | 'zoneless' | 'rfc5424';
  /** Ms that its clock is ahead. */
  skew: number;
  block: Block;
}
