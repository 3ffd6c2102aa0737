import { ANYWHERE_KM } from '../event/facts.ts';
import type { Alert } from './alert.ts';
import { placeText } from './place-text.ts';

/** What was taken for granted: one sentence each on place, network, anonymiser, claim, travel and settings. */
export function assumptions(alert: Alert): string[] {
  return [
    ...addressAssumptions(alert),
    ...claimAssumptions(alert),
    `Settings, roster and data of revision ${alert.settingsRevision}.`,
    ...(alert.late ? ['Raised by a rebuild, because an event arrived too late for the live window.'] : []),
  ];
}

function addressAssumptions({ event }: Alert): string[] {
  if (!event) return [];
  const { place, network } = event;
  const lines: string[] = [];
  if (!place) lines.push('Place: not known.');
  else if (place.radiusKm >= ANYWHERE_KM)
    lines.push(`Place: ${placeText(place)} is where the exit stands and says nothing about the person.`);
  else lines.push(`Place: ${placeText(place)} ± ${place.radiusKm} km, ${place.source} of ${place.date}.`);
  if (!network) return [...lines, 'Network: not known.'];
  const asn = network.asn === undefined ? [] : [`AS${network.asn}`];
  const name = [...asn, network.operator ?? network.label ?? 'no operator on file'].join(' ');
  lines.push(`Network: ${name}, taken as ${network.type}, ${network.source} of ${network.date}.`);
  if (network.anonymiser) {
    const { kind, operator, seen, source } = network.anonymiser;
    lines.push(
      `Anonymiser: ${operator ? `${operator} (${kind})` : kind}, ${source}${seen ? `, last seen ${seen}` : ''}.`,
    );
  }
  return lines;
}

function claimAssumptions({ claim }: Alert): string[] {
  if (!claim) return ['Claim: none in force.'];
  const homes = claim.homes.map((home) => placeText(home) + (home.from ? ` since ${home.from}` : ''));
  const travel = claim.travel.map((trip) => `${placeText(trip)} ${trip.from} to ${trip.to}`);
  return [
    `Claim: ${homes.join('; ')}.`,
    travel.length > 0
      ? `Approved travel: ${travel.join('; ')}.`
      : 'Approved travel: none on file for the day.',
  ];
}
