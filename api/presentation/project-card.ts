/** The pedagogical project: the document that parents read, those before and after it, and the form that puts another one there. */
import { inForce, type Project } from '../../db/presentation/projects.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { errorLinks, withTyped, type Input } from '../forms/form.ts';
import { dateInput } from '../forms/inputs.ts';
import { presentationPath, type Open } from './open.ts';

export const projectHint = 'PDF, 10 Mo au maximum. Tout le monde pourra le lire : ni noms, ni photos d’enfants.';
export const projectInputs: Input[] = [
  dateInput('validFrom', 'Valable à partir du', {
    hint: 'jj/mm/aaaa ; aujourd’hui pour que les parents le lisent tout de suite.',
  }),
];

interface Shown {
  facilityId: string;
  projects: readonly Project[];
  today: Day;
  mayChange: boolean;
  open: Open | undefined;
}
export function projectCard({ facilityId, projects, today, mayChange, open }: Shown) {
  const base = presentationPath(facilityId);
  const now = inForce(projects, today);
  const isOpen = mayChange && open?.form === 'project';
  const { file, why, ...faults } = isOpen ? (open.faults ?? {}) : {};
  return {
    documents: projects.map((project) => {
      const { validFrom, name, size, digest, addedAt, addedBy, withdrawnAt } = project;
      return {
        name,
        size,
        href: `${base}/project/${validFrom}`,
        badge: stateOf(project, now, today),
        line: `valable à partir du ${formatShortDate(validFrom)}, ajouté le ${formatLongDate(dayOf(addedAt))}${addedBy ? ` par ${addedBy}` : ''}`,
        withdraw:
          mayChange && withdrawnAt === null ? { action: `${base}/project/${validFrom}/withdraw`, digest } : undefined,
      };
    }),
    add:
      mayChange && !isOpen
        ? { href: `${base}?edit=project#project`, text: now ? 'Remplacer le document' : 'Ajouter le document' }
        : undefined,
    form: isOpen
      ? {
          action: `${base}/project`,
          cancelHref: `${base}#project`,
          seen: open.version ?? Math.max(0, ...projects.map(({ addedAt }) => addedAt)),
          fileFault: file,
          hint: projectHint,
          fields: projectInputs.map((input) => withTyped(input, open.typed ?? { validFrom: today }, faults)),
          errors: errorLinks({ ...faults, ...(file ? { file } : {}) }, ['file', 'validFrom']),
          why,
        }
      : undefined,
  };
}

function stateOf({ validFrom, withdrawnAt }: Project, now: Project | undefined, today: Day): object {
  if (withdrawnAt !== null) return { kind: 'neutral', text: `retiré le ${formatShortDate(dayOf(withdrawnAt))}` };
  if (validFrom > today) return { kind: 'at-one', text: `à partir du ${formatShortDate(validFrom)}` };
  return validFrom === now?.validFrom ? { kind: 'done', text: 'visible' } : { kind: 'neutral', text: 'remplacé' };
}
