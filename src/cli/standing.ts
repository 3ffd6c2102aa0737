import { type Claim, dayText, startOfDay, utcDay } from '#kit';
import { LEAD_NOTICE } from '../alerts/document.ts';
import { placeText } from '../alerts/place-text.ts';
import { type ConfigChoice, detectors, loadSetup, openReader } from '../app.ts';
import type { Directory } from '../enrich/port.ts';
import { buildDirectory } from '../enrich/worker/directory.ts';
import type { DirectoryData } from '../enrich/worker/directory-data.ts';
import { EXPLANATIONS } from '../report/sighting.ts';
import type { Standing, StandingState } from '../report/standing.ts';
import { missingText } from '../report/standing-reasons.ts';
import { ruleText, StandingRule } from '../report/standing-rule.ts';
import { type CoverageGap, readStandings, type Standings } from '../report/standings.ts';
import type { Store } from '../store/port.ts';
import { colour, count, print, printJson, table, UsageError } from './output.ts';

export interface StandingFlags {
  data: string;
  date?: string;
  json?: boolean;
}

/** Days named in one row of the table; the rest is a number. */
const DAYS_SHOWN = 3;
const SIGN: Record<StandingState, string> = {
  contradicted: colour.red('≠ contradicted'),
  unverified: '? unverified',
  consistent: colour.green('= consistent'),
};

/** `homeport standing`: who is consistent, contradicted or unverified on a night; day by day for one worker. */
export async function standing(
  name: string | undefined,
  { data, date, json }: StandingFlags,
  choice: ConfigChoice,
): Promise<number> {
  const { directory } = await loadSetup(choice);
  const store = openReader(data);
  try {
    const night = nightOf(store, data, date);
    const rule = StandingRule.parse({});
    const only = name === undefined ? undefined : workerOf(name, directory, store);
    const rebuild = (stored: unknown) => buildDirectory(stored as DirectoryData);
    const read = readStandings({ store, directory, rebuild, detectors, rule, night, only });
    const waiting = store.dirty().length;
    if (json) {
      printJson({
        night: dayText(night),
        rule,
        waiting,
        standings: read.standings.map(standingDocument),
        gaps: read.gaps,
        notice: LEAD_NOTICE,
      });
      return 0;
    }
    if (only === undefined) printEverybody(read, night);
    else printWorker(read, only, night, directory);
    print(colour.bold('\nThe rule in force'));
    for (const sentence of ruleText(rule)) print(`  ${sentence}`);
    if (waiting > 0) print(`\nWorkers with logins that are not judged yet: ${count(waiting)}`);
    print(`\n${LEAD_NOTICE}`);
    return 0;
  } finally {
    store.close();
  }
}

function nightOf(store: Store, data: string, date: string | undefined): number {
  const edge = store.edge();
  if (edge === undefined) throw new UsageError(`there is no login in ${data} yet, so no night to judge`);
  const newest = utcDay(edge);
  if (date === undefined) return newest;
  const night = utcDay(Date.parse(`${date}T00:00:00Z`));
  if (Number.isNaN(night) || dayText(night) !== date) {
    throw new UsageError(`${date} is no date: write it as ${dayText(newest)}`);
  }
  if (night > newest) throw new UsageError(`${date} is later than the newest login, of ${dayText(newest)}`);
  return night;
}

/** A worker by id, e-mail address or user name. */
function workerOf(name: string, directory: Directory, store: Store): string {
  const wanted = name.toLowerCase();
  const rostered = [...directory.workers()].find(
    ({ id }) => id.toLowerCase() === wanted || directory.profile(id)?.email?.toLowerCase() === wanted,
  );
  const account = store
    .accounts()
    .find(({ ref, worker }) => [ref.account.toLowerCase(), worker].includes(wanted));
  const found = rostered?.id ?? account?.worker;
  if (found === undefined) throw new UsageError(`no worker and no account is called ${name}`);
  return found;
}

/** The standing with its days as dates, `YYYY-MM-DD`. */
function standingDocument({ night: _, since, days, daysThatSaySo, contradictions, ...rest }: Standing) {
  return {
    ...rest,
    since: dayText(since),
    days_that_say_so: daysThatSaySo.map(dayText),
    contradictions: contradictions.map(({ alertId, day, sentence }) => ({
      alert_id: alertId,
      date: dayText(day),
      sentence,
    })),
    days: days.map(({ day, ...seen }) => ({ date: dayText(day), ...seen })),
  };
}

function printEverybody({ standings, gaps }: Standings, night: number): void {
  const of = (state: StandingState) => count(standings.filter((one) => one.state === state).length);
  print(
    `Night of ${dayText(night)} (UTC): ${of('consistent')} of ${count(standings.length)} workers are consistent, ${of('contradicted')} contradicted, ${of('unverified')} unverified.\n`,
  );
  if (standings.length > 0) {
    print(
      table(
        ['standing', 'worker', 'since', 'nights', 'days that say so', 'active', ...EXPLANATIONS, 'missing'],
        standings.map((one) => [
          SIGN[one.state],
          one.worker,
          dayText(one.since),
          one.nights,
          daysText(one.daysThatSaySo),
          one.days.length,
          ...EXPLANATIONS.map((name) => share(one, name)),
          one.missing.map(({ what }) => what).join(', '),
        ]),
      ),
    );
  }
  printGaps(gaps);
}

function printWorker(
  { standings: [one], gaps }: Standings,
  worker: string,
  night: number,
  directory: Directory,
): void {
  printGaps(gaps);
  if (!one) {
    if (gaps.length === 0) print(`${worker} was not on the roster in the days up to ${dayText(night)}.`);
    return;
  }
  const nights = one.nights === 1 ? '1 night' : `${count(one.nights)} nights`;
  print(`${SIGN[one.state]}  ${colour.bold(worker)}, since ${dayText(one.since)} (${nights})`);
  print(`  ${claimText(directory.claim(worker, startOfDay(night)))}`);
  for (const reason of one.reasons) print(`  ${reason}`);
  const shares = EXPLANATIONS.filter((name) => one.explained[name] > 0);
  if (shares.length > 0) {
    print(`\nActive days explained by ${shares.map((name) => `${name} ${share(one, name)}`).join(', ')}`);
  }
  const said = new Set(one.daysThatSaySo);
  const rows = one.days.map(({ day, explanation, seen }) => [
    dayText(day),
    said.has(day) ? 'says so' : '',
    explanation,
    seen.map(seenText).join('; '),
  ]);
  if (rows.length > 0) print(`\n${table(['day', '', 'explained by', 'seen'], rows)}`);
  if (one.contradictions.length > 0) {
    print(colour.bold('\nOpen alerts that contradict the claim (homeport explain ID)'));
    for (const { day, alertId, sentence } of one.contradictions)
      print(`  ${dayText(day)}  ${alertId}  ${sentence}`);
  }
  if (one.missing.length > 0) print(colour.bold('\nMissing to know more'));
  for (const missing of one.missing) print(`  ${missingText(missing)}`);
}

function printGaps(gaps: readonly CoverageGap[]): void {
  if (gaps.length === 0) return;
  print(colour.bold('\nOn no roster row, so without a standing'));
  print(
    table(
      ['account', 'active days'],
      gaps.map(({ accounts, days }) => [accounts.join(', '), days]),
    ),
  );
}

const share = ({ explained, days }: Standing, name: (typeof EXPLANATIONS)[number]): string =>
  explained[name] === 0 ? '' : `${Math.round((100 * explained[name]) / days.length)} %`;

function daysText(days: readonly number[]): string {
  const shown = days.slice(-DAYS_SHOWN).map(dayText).join(' ');
  return days.length > DAYS_SHOWN ? `${shown} and ${count(days.length - DAYS_SHOWN)} more` : shown;
}

function claimText(claim: Claim | undefined): string {
  if (!claim) return 'No claim is in force.';
  const travel = claim.travel.map((trip) => `${placeText(trip)} (${trip.from} to ${trip.to})`);
  const approved = travel.length > 0 ? `; approved travel: ${travel.join(', ')}` : '';
  return `The claim is ${claim.homes.map(placeText).join(' or ')}${approved}.`;
}

function seenText({ explanation, place, km, lacks }: Standing['days'][number]['seen'][number]): string {
  const distance = km === undefined ? '' : `, ${count(km)} km from the claim`;
  const lacking = lacks === undefined ? '' : ` (no ${lacks})`;
  return `${explanation}${place === undefined ? '' : ` in ${place}${distance}`}${lacking}`;
}
