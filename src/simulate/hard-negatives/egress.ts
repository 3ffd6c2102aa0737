import { DAY } from '../../kit/time.ts';
import { workday } from '../benign/workday.ts';
import type { Worker } from '../population/worker.ts';
import type { World } from '../world/world.ts';
import { type HardNegative, one } from './hard-negative.ts';

const middle = ({ from, to }: World): number => Math.floor((from + to) / 2);
const blockAt = (worker: Worker, day: number) => worker.stays[0]!.line(day * DAY).block;

/** For six days the location database has a whole /20 of a home provider in China. */
const movedBlock: HardNegative = {
  id: 'HN7',
  title: 'Location database moves a provider’s block to China',
  size: one,
  fits: (worker, world) => blockAt(worker, middle(world)).path === 'fixed',
  stage([worker], { world, staff, random }) {
    const day = middle(world);
    const block = blockAt(worker!, day);
    const from = Math.max(world.from + 1, day - random.int(1, 4));
    world.moved = { block, from, to: Math.min(from + 6, world.to) };
    for (const neighbour of staff) {
      const known = neighbour.hardNegatives.includes('HN7') || neighbour.label === 'malicious';
      if (!known && blockAt(neighbour, day) === block) neighbour.hardNegatives.push('HN7');
    }
  },
};

/** Overnight the company's egress has new addresses, which networks.csv does not have yet. */
const renumbering: HardNegative = {
  id: 'HN12',
  title: 'Corporate egress renumbered by its vendor',
  size: one,
  stage([worker], { world, staff }) {
    worker!.traits = { ...worker!.traits, vpn: 'full' };
    worker!.behaviour = workday(worker!, world);
    world.renumbered = middle(world);
    for (const colleague of staff) {
      if (colleague !== worker && colleague.traits.vpn === 'full' && colleague.label !== 'malicious') {
        colleague.hardNegatives.push('HN12');
      }
    }
  },
};

export const EGRESS: readonly HardNegative[] = [movedBlock, renumbering];
