import { type AnySetDetector, dayText, type Presence, placeName } from '#kit';
import { judgeSets, presenceIn } from './judge-sets.ts';
import { code, table } from './markdown.ts';
import type { Story } from './story.ts';

/** A page shows no more of a story than this. */
const MOST_ROWS = 12;

/** A story as a Markdown table: who used the address or device on each day, and what the detector said about it. */
export function setTimeline(detector: AnySetDetector, story: Story): string {
  const logins = story.events.map(({ login }) => login);
  const said = judgeSets(detector, detector.Config.parse(story.config), logins);
  const rows = [...presenceIn(detector.subject, logins)]
    .flatMap(([subject, presence]) => {
      const days = Map.groupBy(presence, ({ day }) => day);
      return [...days].map(([day, present]) => ({ subject, day, present }));
    })
    .sort((a, b) => a.day - b.day || (a.subject < b.subject ? -1 : 1))
    .map(({ subject, day, present }) => {
      const told = said
        .filter((one) => one.subject === subject && one.day === day)
        .map(({ finding, workers }) => {
          const { severity, summary, Evidence } = detector.findings[finding.id]!;
          const words = summary(Evidence.parse(finding.evidence));
          return `${code(finding.id)} (${severity}) about ${workers.join(', ')}: ${words}`;
        });
      return [dayText(day), code(subject), present.map(user).join('<br>'), told.join('<br>') || '–'];
    });
  const head = ['Day (UTC)', detector.subject === 'address' ? 'Address' : 'Device', 'Used by', 'Finding'];
  const shown = table(head, rows.slice(0, MOST_ROWS));
  return rows.length > MOST_ROWS ? `${shown}\n\nand ${rows.length - MOST_ROWS} more days.` : shown;
}

function user({ worker, claim }: Presence): string {
  const homes = claim?.homes.map(placeName).join(' or ');
  return `${worker.id}, ${homes ? `claims ${homes}` : 'claims no home'}`;
}
