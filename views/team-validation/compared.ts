/** Two teams beside each other, person by person: who is new, who is gone, and what differs of the others, each said in a word. */
import {
  differencesBetween,
  sections,
  type Section,
  type SnapshotMember,
  type TeamSnapshot,
} from '../../domain/staff/team-snapshot.ts';
import { linkTo, nameOf, saidIn, sectionWords, type SheetHref } from './members.ts';

interface Side {
  label: string;
  /** Where the person is not in it. */
  absent?: string;
  parts: { label: string; texts: string[]; mark?: string }[];
}
export interface ComparedLine {
  name: string;
  /** Their sheet, where the reader may open it. */
  href?: string;
  badge: { kind: string; text: string };
  sides: [Side, Side];
}

const badges = {
  added: { kind: 'news', text: 'nouvelle personne' },
  removed: { kind: 'due-late', text: "n'est plus là" },
  changed: { kind: 'due-soon', text: 'modifiée' },
};

/** Of whom nothing has changed, the later team alone has to be read. */
export interface Compared {
  lines: ComparedLine[];
  same: SnapshotMember[];
}

/** @param labels what each of the two is called, as a heading */
export function compare(
  before: TeamSnapshot,
  after: TeamSnapshot,
  labels: readonly [string, string],
  hrefOf: SheetHref,
): Compared {
  const differences = differencesBetween(before, after);
  const differs = new Set(differences.map(({ collaborationId }) => collaborationId));
  const names = new Intl.Collator('fr');
  const lines = differences.map(
    ({ collaborationId, what, before: was, after: is, sections: changed }): ComparedLine => {
      // One of the two is there: it is a difference between them.
      const shown = sections.filter((section) =>
        [was, is].some((member) => member && saidIn(member, section).length > 0),
      );
      const side = (member: SnapshotMember | undefined, at: 0 | 1, absent: string): Side => ({
        label: labels[at],
        ...(member ? {} : { absent }),
        parts: member ? shown.map((section) => partOf(member, section, changed, at)) : [],
      });
      return {
        name: nameOf((is ?? was)!),
        ...linkTo(hrefOf(collaborationId)),
        badge: badges[what],
        sides: [side(was, 0, "N'y était pas."), side(is, 1, "N'y est plus.")],
      };
    },
  );
  return {
    lines: lines.sort((a, b) => names.compare(a.name, b.name)),
    same: after.members.filter(({ collaborationId }) => !differs.has(collaborationId)),
  };
}

const partOf = (member: SnapshotMember, section: Section, changed: readonly Section[], at: 0 | 1) => ({
  label: sectionWords[section],
  texts: saidIn(member, section),
  ...(changed.includes(section) ? { mark: at === 0 ? 'avant' : 'modifié' } : {}),
});
