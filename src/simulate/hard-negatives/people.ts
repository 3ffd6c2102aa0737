import { workday } from '../benign/workday.ts';
import { phone } from '../population/devices.ts';
import { livesWith } from '../population/population.ts';
import { cityNamed } from '../world/geography.ts';
import { phoneLine } from '../world/lines.ts';
import { fixedLine, mobileLine } from '../world/world.ts';
import { type HardNegative, one } from './hard-negative.ts';

const foreignLocale: HardNegative = {
  id: 'HN3',
  title: 'Korean or Chinese language settings at home in the United States',
  size: () => 2,
  stage(cast, { random }) {
    for (const [i, worker] of cast.entries()) {
      worker.phone = phone(random, { locale: ['ko-KR', 'zh-CN'][i % 2]! });
    }
  },
};

/** Only one address on the roster, and nobody told us that they are a couple. */
const couple: HardNegative = {
  id: 'HN4',
  title: 'Married couple, one of them newly hired',
  size: () => 2,
  stage([first, second], { world, random }) {
    if (!first || !second) return;
    livesWith(second, first, undefined);
    second.startDay = world.from - random.int(3, 60);
  },
};

/** Claims China, works through the company's US egress, and dials in from home. */
const staffInChina: HardNegative = {
  id: 'HN8',
  title: 'Staff based in China on the US corporate VPN',
  size: one,
  stage([worker], { world, random }) {
    const home = random.pick([cityNamed('Shanghai'), cityNamed('Beijing'), cityNamed('Shenzhen')]);
    worker!.home = home;
    worker!.claims = [{ city: home }];
    worker!.traits = { ...worker!.traits, vpn: 'full', sase: false };
    worker!.stays = worker!.stays.map((stay) => ({
      ...stay,
      city: home,
      line: fixedLine(world, home, random),
      mobile: mobileLine(world, home, random),
    }));
    worker!.behaviour = workday(worker!, world);
  },
};

const nightShift: HardNegative = {
  id: 'HN10',
  title: 'On call at night',
  size: one,
  stage([worker], { world }) {
    worker!.traits = { ...worker!.traits, onCall: true };
    worker!.behaviour = workday(worker!, world, { startHour: 21 });
  },
};

/** The phone keeps its Chinese subscription, whose operator carries all its traffic home first. */
const roamingSim: HardNegative = {
  id: 'HN11',
  title: 'Chinese SIM roaming in the United States',
  size: one,
  stage([worker], { world, random }) {
    const city = cityNamed('Shanghai');
    const mobile = phoneLine(world.plan.mobile(city), city, random);
    worker!.traits = { ...worker!.traits, phoneOnCarrier: true };
    worker!.stays = worker!.stays.map((stay) => ({ ...stay, mobile, mobileCause: 'HN11-roaming-sim' }));
  },
};

export const PEOPLE: readonly HardNegative[] = [foreignLocale, couple, staffInChina, nightShift, roamingSim];
