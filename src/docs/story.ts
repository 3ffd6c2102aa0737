import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { Claim, Network, Place, Worker } from '../event/facts.ts';
import { Action, Channel, Outcome } from '../event/login-event.ts';
import type { JudgedLogin } from '../kit/define.ts';
import { DAY } from '../kit/time.ts';

const overrides = z.record(z.string(), z.unknown());

/**
 * What the collapsed alerts of a story must be, sorted by (time of the last firing, finding, key); those of a detector
 * of addresses or devices by (day, subject, finding).
 */
const ExpectedAlert = z.strictObject({
  finding: z.string(),
  /** The address or device, and the ids of the workers named, in the words of detectors that judge these. */
  subject: z.string().optional(),
  workers: z.array(z.string()).optional(),
  key: z.string().optional(),
  /** `YYYY-MM-DD`, UTC. */
  day: z.iso.date().optional(),
  count: z.int().positive().optional(),
  severity: z.enum(['low', 'medium', 'high', 'critical']).optional(),
  confidence: z.number().optional(),
  /** Any part of the evidence. */
  evidence: overrides.optional(),
});

const StoryEvent = z.looseObject({
  at: z.iso.datetime(),
  /** A name under `given`, merged over `base` and under the event's own fields. */
  from: z.string().optional(),
  /** The same again on so many days in a row, this one included. */
  daily: z.int().min(2).max(60).optional(),
  /** Finding ids raised by this event. */
  expect: z.array(z.string()).default([]),
});

const StoryFile = z.strictObject({
  title: z.string().min(1),
  label: z.enum(['true-positive', 'policy-violation', 'benign-positive', 'false-positive', 'benign']),
  /** One or two sentences for the reader: what happens and why it is judged so. */
  why: z.string().optional(),
  config: overrides.default({}),
  base: overrides.default({}),
  /** Named sets of fields that several events share: `home`, `hotel`. */
  given: z.record(z.string(), overrides).default({}),
  events: z.array(StoryEvent).min(1),
  expect: z.array(ExpectedAlert),
});

const StoryLogin = z.strictObject({
  id: z.string(),
  time: z.number(),
  action: Action,
  channel: Channel,
  outcome: Outcome,
  interactive: z.boolean(),
  account: z.string(),
  ip: z.string().optional(),
  session: z.string().optional(),
  device: z.string().optional(),
  deviceManaged: z.boolean().optional(),
  userAgent: z.string().optional(),
  application: z.string().optional(),
  factor: z.string().optional(),
  provider: z
    .strictObject({
      isProxy: z.boolean().optional(),
      country: z.string().optional(),
      asn: z.int().optional(),
      latitude: z.number().optional(),
      longitude: z.number().optional(),
    })
    .optional(),
  worker: Worker,
  place: Place.strict().optional(),
  network: Network.strict().optional(),
  claim: Claim.strict().optional(),
});

export interface StoryLogin {
  login: JudgedLogin;
  /** The name under `given`, if the event had one. */
  from?: string | undefined;
  expect: string[];
}

/** One labelled sequence of logins: a detector's test, its documentation and a backtest sample. */
export interface Story {
  /** File name without `.yaml`. */
  name: string;
  title: string;
  label: z.output<typeof StoryFile>['label'];
  why?: string | undefined;
  config: Record<string, unknown>;
  events: StoryLogin[];
  expect: z.output<typeof ExpectedAlert>[];
}

/** What a login is unless its story says otherwise; the marks of a fact are filled in only where it has the fact. */
const DEFAULTS = {
  action: 'login',
  channel: 'sso',
  outcome: 'success',
  interactive: true,
  account: 'jane.roe@example.com',
  worker: { id: 'w-1', provisional: false },
};
const FACT_DEFAULTS: Record<string, Record<string, unknown>> = {
  place: { radiusKm: 50, confidence: 1, source: 'city-db', date: '2026-03-01' },
  network: { source: 'asn-db', date: '2026-03-01' },
  claim: { travel: [] },
};

/** The stories of one detector's folder, in the order of their file names. Throws with the file's name where one is malformed. */
export function readStories(detectorFolder: string): Story[] {
  const folder = join(detectorFolder, 'stories');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => readStory(join(folder, file), file.slice(0, -'.yaml'.length)));
}

function readStory(file: string, name: string): Story {
  try {
    return parseStory(name, readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file}: ${error instanceof z.ZodError ? z.prettifyError(error) : error}`, {
      cause: error,
    });
  }
}

export function parseStory(name: string, text: string): Story {
  const { base, given, events, ...story } = StoryFile.parse(parse(text));
  const all = events.flatMap(({ at, daily = 1, ...event }) =>
    Array.from({ length: daily }, (_, day) => ({ ...event, time: Date.parse(at) + day * DAY })),
  );
  const width = String(all.length).length;
  return {
    ...story,
    name,
    events: all.map(({ time, from, expect, ...own }, index) => {
      const named = from === undefined ? {} : given[from];
      if (!named) throw new Error(`event ${index + 1}: nothing is given under '${from}'`);
      const said = [base, named, own].reduce(merge, {});
      const fields = [DEFAULTS, factDefaults(said), said].reduce(merge, {});
      const id = `e${String(index + 1).padStart(width, '0')}`;
      return { login: StoryLogin.parse({ id, time, ...fields }), from, expect };
    }),
  };
}

function factDefaults(said: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(FACT_DEFAULTS).filter(([fact]) => isObject(said[fact])));
}

/** Objects merge key by key, anything else replaces, and `null` removes what was there. */
function merge(under: Record<string, unknown>, over: Record<string, unknown>): Record<string, unknown> {
  const merged = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    if (value === null) delete merged[key];
    else merged[key] = isObject(value) ? merge(isObject(below) ? below : {}, value) : value;
  }
  return merged;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
