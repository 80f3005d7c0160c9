/** What a place after school says of its schedule and of who leads its project, on its page at ONE. */
import { listLeaders } from '../../db/after-school/leaders.ts';
import { listScheduleChanges } from '../../db/after-school/schedule-changes.ts';
import type { Database } from '../../db/connect.ts';
import { listHours } from '../../db/signaletique/find-sheet.ts';
import { sentenceOf } from '../../db/signaletique/hours.ts';
import type { Day } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { monthOf } from '../../domain/quarter.ts';
import { hoursOn } from '../../domain/signaletique/opening-hours.ts';
import { unbroken } from '../../domain/written-hour.ts';
import { qualificationBadge } from '../qualification-badge.ts';
import { presentScheduleChange } from '../schedule-changes.ts';

/**
 * @param id of a place that was found with the rights of who asks
 * @param seesCounts its attendance opens to these eyes
 */
export async function afterSchoolCard(
  db: Database,
  { id, today, seesCounts }: { id: string; today: Day; seesCounts: boolean },
): Promise<object> {
  const [hours, leaders, changes] = await Promise.all([
    listHours(db, id),
    listLeaders(db, id),
    listScheduleChanges(db, id, 5),
  ]);
  const current = leaders.find(({ fromOn }) => fromOn <= today);
  const held = hoursOn(hours, today);
  return {
    leader: current
      ? [
          { label: 'Responsable de projet', value: current.name },
          { label: 'Téléphone', value: current.phone ?? undefined },
          { label: 'Courriel', value: current.email ?? undefined },
          { label: 'Depuis le', value: formatLongDate(current.fromOn) },
          { label: 'Qualification', badge: qualificationBadge(current.qualification) },
        ]
      : [{ label: 'Responsable de projet', value: "personne n'est encodé" }],
    versions: [...hours].reverse().map((version) => ({
      when: `${version.validFrom > today ? 'à partir du' : 'depuis le'} ${formatLongDate(version.validFrom)}`,
      what: version.validFrom > today ? 'Horaire à venir' : version === held ? 'Horaire actuel' : 'Horaire passé',
      text: unbroken(sentenceOf(version)),
      ...(version.validFrom > today ? { kind: 'next' } : version === held ? { kind: 'decided' } : {}),
    })),
    countsHref: seesCounts ? `/office/after-school/${id}/attendance/${monthOf(today)}` : undefined,
    changes: changes.map(presentScheduleChange),
  };
}
