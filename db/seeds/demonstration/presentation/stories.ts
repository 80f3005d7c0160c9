/** What places say to parents: free, free later, full, silent for too long, and never a word; their summaries, qualities and projects. */
import { Readable } from 'node:stream';
import { addDays, addMonths, startOfDay, type Day, type Instant } from '../../../../domain/calendar.ts';
import type { Characteristics } from '../../../../domain/presentation/characteristics.ts';
import type { AgeGroup } from '../../../../domain/presentation/places.ts';
import type { BlobStore } from '../../../blob-store.ts';
import { instant, type Database } from '../../../connect.ts';
import { makePdf } from '../pdf.ts';
import { stableId } from '../stable-id.ts';
import type { Times } from '../times.ts';

interface Line {
  ageGroup?: AgeGroup;
  from: Day;
  until?: Day;
  places: number;
}
interface Story {
  facility: string;
  /** Who said it; absent: somebody who has left. */
  by?: string;
  /** How many days ago the last word was. */
  ago?: number;
  lines?: Line[];
  fullUntil?: Day;
  says?: Characteristics;
  /** Days from today from which a project holds, with its name. */
  projects?: [day: number, name: string][];
}

function storiesOf({ today, day }: Times): Story[] {
  /** The first of the month, so many months on. */
  const first = (months: number): Day => addMonths(`${today.slice(0, 7)}-01`, months);
  const lastOf = (months: number): Day => addDays(first(months + 1), -1);
  return [
    {
      facility: 'chenes',
      by: 'admin-petits-chenes',
      ago: 11,
      lines: [
        { ageGroup: '0-18-months', from: addDays(first(3), 14), until: lastOf(3), places: 1 },
        { ageGroup: '0-18-months', from: first(4), until: lastOf(9), places: 3 },
        { from: first(10), places: 9 },
      ],
      says: {
        summary:
          "Trois petits groupes, un jardin potager et des sorties chaque semaine au bord de la Meuse. Les familles sont chez elles : elles entrent, elles restent le temps qu'il faut. L'entrée se fait sur deux semaines, au rythme de l'enfant.",
        garden: 'garden',
        gardenLine: '240 m², avec un potager',
        meals: ['on-site', 'breastfeeding'],
        accessibility: ['wheelchair', 'pushchairs'],
        languages: ['fr', 'ar', 'sign'],
        transportLine: 'bus à 150 m, gare à 900 m',
      },
      projects: [
        [-820, 'projet-pedagogique-2024.pdf'],
        [-84, 'projet-pedagogique-2026.pdf'],
      ],
    },
    // Nobody has confirmed for 80 days: it is asked on the first page.
    { facility: 'coccinelle', by: 'data-chenes', ago: 80, lines: [{ from: first(1), places: 2 }] },
    {
      facility: 'delvaux',
      by: 'admin-delvaux',
      ago: 6,
      lines: [{ from: day(-20), places: 1 }],
      says: {
        summary:
          "J'accueille quatre enfants chez moi, dans une maison avec jardin. Nous jardinons, nous lisons, et nous sortons tous les jours.",
        garden: 'garden',
        meals: ['on-site', 'diets'],
        languages: ['fr'],
        house: ['smoke-free', 'pets'],
      },
      projects: [[-300, 'mon-projet.pdf']],
    },
    { facility: 'petit', ago: 32 },
    {
      facility: 'hirondelles',
      ago: 17,
      lines: [
        { ageGroup: '18-36-months', from: first(2), places: 2 },
        { ageGroup: '0-18-months', from: first(6), places: 1 },
      ],
      says: { garden: 'shared', languages: ['fr', 'nl'], accessibility: ['pushchairs'] },
    },
    { facility: 'clair-matin', ago: 40, fullUntil: lastOf(8), lines: [{ from: first(9), places: 6 }] },
    { facility: 'arbre-a-bulles', ago: 3, lines: [{ from: day(-10), places: 3 }] },
    { facility: 'lutins', ago: 118, lines: [{ from: first(-2), places: 4 }] },
    { facility: 'galopins', ago: 96 },
    { facility: 'bout-choux', ago: 64, lines: [{ from: day(-60), until: lastOf(1), places: 2 }] },
  ];
}

export async function tellPresentations(
  db: Database,
  blobs: Pick<BlobStore, 'put'> | undefined,
  { times }: { times: Times },
): Promise<void> {
  const morning = (day: Day): Instant => startOfDay(day) + 9 * 3_600_000;
  const stories = storiesOf(times).map((story) => ({
    ...story,
    facilityId: stableId(`facility ${story.facility}`),
    byId: story.by ? stableId(`user ${story.by}`) : null,
    at: instant(morning(times.day(-(story.ago ?? 0)))),
  }));
  const lines = stories.flatMap(({ facility, facilityId, byId, at, lines: of = [] }) =>
    of.map(({ ageGroup = 'all', from, until, places }, index) => ({
      id: stableId(`places ${facility} ${String(index)}`),
      facility_id: facilityId,
      age_group: ageGroup,
      from_on: from,
      until_on: until ?? null,
      places,
      changed_by: byId,
      changed_at: at,
    })),
  );
  await db('available_places').insert(lines);
  await db('places_confirmed').insert(
    stories.map(({ facilityId, byId, at, fullUntil }) => ({
      facility_id: facilityId,
      confirmed_at: at,
      confirmed_by: byId,
      full_until: fullUntil ?? null,
    })),
  );
  await db('sheet_sections').insert(
    stories.flatMap(({ facilityId, byId, at, says }) =>
      says
        ? [
            {
              subject_kind: 'facility',
              subject_id: facilityId,
              section: 'characteristics',
              data: JSON.stringify(says),
              changed_by: byId,
              changed_at: at,
            },
          ]
        : [],
    ),
  );
  if (!blobs) return;
  for (const { facility, facilityId, byId, projects = [] } of stories)
    for (const [offset, name] of projects) {
      const pdf = makePdf('Projet pédagogique', [facility, '', 'Document de démonstration.', name]);
      const { digest, size } = await blobs.put(Readable.from([pdf]));
      await db('pedagogical_projects').insert({
        facility_id: facilityId,
        valid_from: times.day(offset),
        document_name: name,
        document_size: size,
        document_digest: Buffer.from(digest, 'hex'),
        added_by: byId,
        added_at: instant(morning(times.day(offset))),
      });
    }
}
