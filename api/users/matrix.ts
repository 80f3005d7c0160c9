/** The matrix of rights: for each sector, its files and the places of the body that have them. */
import { dossierCodes, dossiers, sectorOf, sectors, type Dossier, type Sector } from '../../db/access/dossiers.ts';
import { cell, everyPlace, type Right } from '../../db/users/rights.ts';
import { fits, type Place } from './rights-form.ts';

export interface Box {
  name: 'cell' | 'all' | 'place';
  value: string;
  id: string;
  label: string;
  checked: boolean;
  /** As it is saved: the script marks what differs. */
  saved: boolean;
  mark?: 'ajouté' | 'retiré';
}
/** No box: nothing to give there. */
type Slot = { box: Box } | { text: string };
export interface MatrixRow {
  label: string;
  slots: Slot[];
  /** The row that ticks a whole place, the column that ticks a file everywhere. */
  whole?: true;
}
export interface Section {
  /** A row for each place, where they are many. */
  isByPlace?: true;
  title: string;
  corner: string;
  columns: { label: string; whole?: true }[];
  rows: MatrixRow[];
  notes: string[];
}
interface Ticks {
  shown: ReadonlySet<Right>;
  saved: ReadonlySet<Right>;
}

/** More places than this stand below one another, the files beside. */
export const mostColumns = 6;

export function matrixOf(places: readonly Place[], ticks: Ticks): { sections: Section[]; drawn: Dossier[] } {
  const offered = new Set<Dossier>();
  const sections = (Object.keys(sectors) as Sector[]).flatMap((sector) => {
    const here = places.filter(({ kind }) => sectorOf(kind) === sector);
    const files = filesOf(sector, here, ticks.saved);
    if (files.length === 0) return [];
    const firstHere = files.filter((dossier) => !offered.has(dossier));
    for (const dossier of files) offered.add(dossier);
    return [sectionOf(sector, here, files, firstHere, ticks)];
  });
  const without = dossierCodes.filter((dossier) => !offered.has(dossier)).map((dossier) => dossiers[dossier].label);
  if (without.length > 0)
    sections
      .at(-1)
      ?.notes.push(
        `${without.join(', ')}\u00a0: votre pouvoir organisateur n'y est pas reconnu, il n'y a rien à cocher.`,
      );
  return {
    sections,
    drawn: dossierCodes.filter((dossier) => ticks.shown.has(cell(dossier, everyPlace))),
  };
}

/** Those of the sector first; what the guide lists once, a place of another sector may have too. */
function filesOf(sector: Sector, places: readonly Place[], saved: ReadonlySet<Right>): Dossier[] {
  const existing = dossierCodes.filter((dossier) => places.some((place) => fits(dossier, place, saved)));
  return [
    ...existing.filter((dossier) => dossiers[dossier].sector === sector),
    ...existing.filter((dossier) => dossiers[dossier].sector !== sector),
  ];
}

function sectionOf(
  sector: Sector,
  places: readonly Place[],
  files: readonly Dossier[],
  everywhere: readonly Dossier[],
  ticks: Ticks,
): Section {
  const hasAll = places.length > 1 || files.some((dossier) => ticks.saved.has(cell(dossier, everyPlace)));
  const allOf = (dossier: Dossier): Slot =>
    everywhere.includes(dossier) ? { box: allBox(dossier, ticks) } : { text: '' };
  const slotOf = (dossier: Dossier, place: Place): Slot =>
    fits(dossier, place, ticks.saved) ? { box: cellBox(dossier, place, ticks) } : { text: 'sans objet' };
  const wholePlace = (place: Place): Slot => ({ box: placeBox(place, sector) });
  const notes = notesOf(places, files, ticks.saved);
  const title = sectors[sector];
  if (places.length <= mostColumns)
    return {
      title,
      corner: 'Dossier',
      columns: [
        ...(hasAll ? [{ label: 'Tous les milieux', whole: true as const }] : []),
        ...places.map(({ name }) => ({ label: name })),
      ],
      rows: [
        ...(files.length > 1
          ? [
              {
                label: 'Tout le milieu',
                whole: true as const,
                slots: [...(hasAll ? [{ text: '' }] : []), ...places.map(wholePlace)],
              },
            ]
          : []),
        ...files.map((dossier) => ({
          label: dossiers[dossier].label,
          slots: [...(hasAll ? [allOf(dossier)] : []), ...places.map((place) => slotOf(dossier, place))],
        })),
      ],
      notes,
    };
  return {
    title,
    isByPlace: true,
    corner: "Milieu d'accueil",
    columns: [
      ...(files.length > 1 ? [{ label: 'Tout le milieu', whole: true as const }] : []),
      ...files.map((dossier) => ({ label: dossiers[dossier].label })),
    ],
    rows: [
      {
        label: 'Tous les milieux',
        whole: true,
        slots: [...(files.length > 1 ? [{ text: '' }] : []), ...files.map(allOf)],
      },
      ...places.map((place) => ({
        label: place.name,
        slots: [...(files.length > 1 ? [wholePlace(place)] : []), ...files.map((dossier) => slotOf(dossier, place))],
      })),
    ],
    notes,
  };
}

function cellBox(dossier: Dossier, place: Place, { shown, saved }: Ticks): Box {
  const held = (rights: ReadonlySet<Right>): boolean =>
    rights.has(cell(dossier, place.id)) || rights.has(cell(dossier, everyPlace));
  return marked({
    name: 'cell',
    value: cell(dossier, place.id),
    id: `cell-${dossier}-${place.id}`,
    label: `${dossiers[dossier].label}, ${place.name}`,
    checked: held(shown),
    saved: held(saved),
  });
}
function allBox(dossier: Dossier, { shown, saved }: Ticks): Box {
  return {
    name: 'all',
    value: dossier,
    id: `all-${dossier}`,
    label: `${dossiers[dossier].label}, tous les milieux`,
    checked: shown.has(cell(dossier, everyPlace)),
    saved: saved.has(cell(dossier, everyPlace)),
  };
}
/** Ticks what it stands for; by itself it is never ticked, for then nothing could be unticked without a script. */
const placeBox = (place: Place, sector: Sector): Box => ({
  name: 'place',
  value: place.id,
  id: `place-${sector}-${place.id}`,
  label: `Tout le milieu, ${place.name}`,
  checked: false,
  saved: false,
});
const marked = (box: Box): Box =>
  box.checked === box.saved ? box : { ...box, mark: box.checked ? 'ajouté' : 'retiré' };

/** Why there is nothing to tick. */
function notesOf(places: readonly Place[], files: readonly Dossier[], saved: ReadonlySet<Right>): string[] {
  const without = (dossier: Dossier): Place[] => places.filter((place) => !fits(dossier, place, saved));
  const unsubsidised = files.includes('subsidies') ? without('subsidies') : [];
  const others = files.some((dossier) => dossier !== 'subsidies' && without(dossier).length > 0);
  return [
    ...(unsubsidised.length > 0
      ? [
          `«\u00a0Sans objet\u00a0»\u00a0: ${unsubsidised.map(({ name }) => name).join(', ')} ${unsubsidised.length < 2 ? "n'est pas subventionnée" : 'ne sont pas subventionnées'}.`,
        ]
      : []),
    ...(others ? ["«\u00a0Sans objet\u00a0»\u00a0: ce milieu d'accueil n'a pas ce dossier."] : []),
  ];
}
