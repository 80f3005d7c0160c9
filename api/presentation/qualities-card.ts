/** What a place says of itself: its summary and its qualities, folded to their words or open to be changed. */
import { z } from 'zod';
import type { SheetSection } from '../../db/sheet-sections.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { dayOf } from '../../domain/calendar.ts';
import {
  longestLine,
  longestSummary,
  qualities,
  qualitiesInWords,
  type Characteristics,
} from '../../domain/presentation/characteristics.ts';
import { several } from '../forms/envelope.ts';
import { errorLinks, idsOf, withTyped, type Input } from '../forms/form.ts';
import { optionalLine, optionalText, textarea } from '../forms/inputs.ts';
import { notAChoice } from '../forms/sentences.ts';
import { presentationPath, type Open } from './open.ts';

const codeOf = (choices: object) => z.enum(Object.keys(choices) as [string, ...string[]], notAChoice);
export const qualitiesSchema = z.strictObject({
  summary: optionalText(longestSummary),
  ...Object.fromEntries(
    qualities.flatMap(({ key, choices = {}, single, line }): [string, z.ZodType<string | string[] | undefined>][] => [
      [
        key,
        single
          ? z.union([z.literal('').transform(() => undefined), codeOf(choices)], notAChoice).optional()
          : several(codeOf(choices), notAChoice).optional(),
      ],
      ...(line ? [[`${key}Line`, optionalLine(longestLine)] as [string, z.ZodType<string | undefined>]] : []),
    ]),
  ),
}) as unknown as z.ZodType<Characteristics>;

export const qualitiesInputs: Input[] = [
  textarea('summary', 'Résumé de votre projet', {
    required: false,
    rows: 5,
    maxLength: longestSummary,
    hint: 'Quelques phrases pour les parents : les groupes, les journées, la place des familles. Ne nommez aucun enfant.',
  }),
  ...qualities.flatMap(({ key, label, choices = {}, single, line }): Input[] => {
    const options = Object.entries(choices).map(([value, text]) => ({ value, text }));
    return [
      single
        ? { partial: 'field-select', name: key, label, options, placeholder: 'Non précisé' }
        : { partial: 'field-checkboxes', name: key, label, options, inline: true },
      ...(line ? [{ partial: 'field-text', name: `${key}Line`, ...line }] : []),
    ];
  }),
];

interface Shown {
  facilityId: string;
  section: SheetSection | undefined;
  mayChange: boolean;
  open: Open | undefined;
}
export function qualitiesCard({ facilityId, section, mayChange, open }: Shown) {
  const base = presentationPath(facilityId);
  const data = (section?.data ?? {}) as Characteristics;
  const isOpen = mayChange && open?.form === 'qualities';
  const { faults = {} } = isOpen ? open : {};
  return {
    summary: data.summary,
    count: data.summary?.length ?? 0,
    most: longestSummary,
    qualities: qualitiesInWords(data),
    changed: section && {
      on: formatShortDate(dayOf(section.changedAt)),
      by: section.changedBy?.name,
    },
    edit: mayChange && !isOpen ? `${base}?edit=qualities#qualities` : undefined,
    form: isOpen
      ? {
          id: 'edit-qualities',
          title: 'Résumé et caractéristiques',
          action: `${base}/qualities`,
          version: open.version ?? section?.version ?? 0,
          cancelHref: `${base}#qualities`,
          fields: qualitiesInputs.map((input) => withTyped(input, open.typed ?? data, faults)),
          errors: errorLinks(faults, idsOf(qualitiesInputs)),
          why: faults.why,
        }
      : undefined,
  };
}
