import { z } from 'zod';
import { Block, seeBlock } from './blocks.ts';
import type { Config } from './config.ts';
import { Day, markDay } from './days.ts';
import { egressKind, isAtHome, spotOf } from './egress.ts';
import type { Event } from './event.ts';
import { addLeg, Session } from './flips.ts';
import { addStay, Stay } from './lines.ts';

import { operatorOfConcern } from './tag.ts';

/** JSON of at most 16 KB: every list in it has a cap and an age. */
export const State = z.object({
  days: z.array(Day).default([]),
  stays: z.array(Stay).default([]),
  blocks: z.array(Block).default([]),
  /** The one used last stands last. */
  sessions: z.array(Session).default([]),
  /** UTC day on which the share of exits was last reported. */
  shareDay: z.int().optional(),
});
export type State = z.output<typeof State>;

/** What a login changed. */
export interface Observed {
  state: State;
  /** It came through another fixed line than the one before. */
  isSwitch: boolean;
  /** It came from an address block that is new for the worker. */
  isNewBlock: boolean;
  /** Its device or session changed its egress. */
  isNewLeg: boolean;
}

export function observe(event: Event, state: State, config: Config): Observed {
  const { time, network, place, ip = '' } = event;
  const kind = egressKind(network);
  const home = isAtHome(event, config);
  if (kind === 'other') return quiet({ ...state, days: markDay(state.days, time, { home }) });

  const spot = spotOf(ip, network.asn ?? 0, place);
  const sessions = addSession(event, { ...spot, kind, from: time, to: time }, state.sessions, config);
  const isNewLeg = sessions !== state.sessions && sessions.at(-1)?.legs.at(-1)?.from === time;
  if (kind === 'exit') {
    const named = operatorOfConcern(network, config) !== undefined;
    const days = markDay(state.days, time, { exit: spot.asn, named });
    return { ...quiet({ ...state, days, sessions }), isNewLeg };
  }
  if (network.asn === undefined) {
    return { ...quiet({ ...state, days: markDay(state.days, time, { home }), sessions }), isNewLeg };
  }
  const { stays, isSwitch } = addStay(state.stays, { ...spot, from: time, to: time }, config);
  const { blocks, isFirst, isNew } = seeBlock(state.blocks, ip, time);
  // Whoever travels with approval meets new lines.
  const isCounted = isFirst && !event.claim?.travel.length;
  const isNewBlock = isCounted && isNew;
  const fresh = isNewBlock ? network.asn : undefined;
  const days = markDay(state.days, time, { home, visit: isCounted, fresh });
  return { state: { ...state, days, stays, blocks, sessions }, isSwitch, isNewBlock, isNewLeg };
}

const quiet = (state: State): Observed => ({ state, isSwitch: false, isNewBlock: false, isNewLeg: false });

/** A device outlives its sessions, so it goes before them. */
export const sessionId = ({ device, session }: Event): string | undefined =>
  device === undefined ? session && `session:${session}` : `device:${device}`;

function addSession(event: Event, leg: Parameters<typeof addLeg>[2], sessions: Session[], config: Config) {
  const id = sessionId(event);
  return id === undefined ? sessions : addLeg(sessions, id, leg, config);
}
