/** What was submitted of a dossier, as the act has kept it: until it is sent, what the operator goes on writing is nobody else's. */
import type { Section } from '../../workflows/agreement-renewal/contract.ts';
import { digest } from '../act-hash.ts';
import type { Database } from '../connect.ts';
import type { Dossier, Place, SectionRow, StaffMember } from './dossier.ts';

/** What is submitted: every section, the places and who works there, as they stand, and the documents that go with it. */
export interface SealedDossier {
  sections: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  places: readonly Place[];
  staff: readonly Omit<StaffMember, 'name'>[];
  documents: readonly string[];
}
/** Persons by their collaboration, without their names: who they are stands in Mon Équipe. */
export const sealedOf = ({ sections, places, staff, documents }: Dossier): SealedDossier => ({
  sections: {
    // A section that nobody has touched says what its page shows: all places.
    places: { places: places.map(({ id }) => id) },
    ...Object.fromEntries([...sections].map(([section, { data }]) => [section, data])),
  },
  places,
  staff: staff.map(({ name: _, ...member }) => member),
  documents,
});
export const digestOf = (dossier: Dossier): string => digest(sealedOf(dossier)).toString('hex');

export type SubmittedSections = Readonly<Partial<Record<Section, SectionRow['data']>>>;
/** The sections of the last sending, the first or a complement; undefined before there is one, and where its content is erased. */
export async function findSubmitted(db: Database, caseId: string): Promise<SubmittedSections | undefined> {
  const row = (await db('acts as a')
    .join('act_contents as c', (on) => void on.on('c.case_id', 'a.case_id').andOn('c.number', 'a.number'))
    .where('a.case_id', caseId)
    .whereIn('a.action', ['submit', 'give-complement'])
    .whereRaw("jsonb_typeof(c.content -> 'submitted' -> 'sections') = 'object'")
    .orderBy('a.number', 'desc')
    .first({ sections: db.raw("c.content -> 'submitted' -> 'sections'") })) as
    | { sections: SubmittedSections }
    | undefined;
  return row?.sections;
}

/** With the sections as they were submitted; places, schedules and staff are those of today. */
export function asSubmitted(dossier: Dossier, submitted: SubmittedSections): Dossier {
  const unsaved = { version: 0, changedAt: 0, changedBy: null };
  return {
    ...dossier,
    sections: new Map(
      (Object.entries(submitted) as [Section, SectionRow['data']][]).map(([section, data]) => [
        section,
        { ...unsaved, ...dossier.sections.get(section), section, data },
      ]),
    ),
  };
}
