/** A section of lines: a person, a telephone, an address of mail. Each may be left for later; what is wanted and not there is told. */
import { z } from 'zod';
import { emailAddress } from '../../forms/email.ts';
import { optionalLine, optionalText } from '../../forms/inputs.ts';
import { phone } from '../../forms/numbers.ts';
import { website } from '../../forms/website.ts';
import type { Input } from '../../forms/form.ts';
import { dataOf, textIn, written, type Section, type SheetContext } from '../section.ts';

interface Line {
  name: string;
  label: string;
  as: 'line' | 'phone' | 'email' | 'website' | 'text';
  hint?: string;
  /** Told to be missing: « téléphone ». */
  wanted?: string;
  /** For parents: always, or as the sheet says. */
  seen?: boolean | ((context: SheetContext) => boolean);
}
interface Lines {
  key: string;
  title: string;
  seen?: boolean;
  intro?: string;
  uncounted?: boolean;
  lines: readonly Line[];
  /** Names of the lines told on the folded section. */
  told: readonly string[];
}

const most = { line: 100, text: 600 };
const readerOf = ({ as }: Line): z.ZodType<string | undefined> => {
  switch (as) {
    case 'phone':
      return optionalLine(100).pipe(phone('').optional());
    case 'email':
      return optionalLine(254).pipe(emailAddress('').optional());
    case 'website':
      return optionalLine(200).pipe(website.optional());
    case 'text':
      return optionalText(most.text);
    case 'line':
      return optionalLine(most.line);
    default:
      return as satisfies never;
  }
};
const typeOf = { line: 'text', phone: 'tel', email: 'email', website: 'url' } as const;
const inputOf = ({ as, name, label, hint }: Line): Input =>
  as === 'text'
    ? { partial: 'field-textarea', name, label, hint, rows: 4, maxLength: most.text }
    : { partial: 'field-text', name, label, hint, type: typeOf[as] };

export function linesSection({ lines, told, ...shown }: Lines): Section {
  const data = (context: SheetContext) => dataOf(context, shown.key);
  const schema: z.ZodType<Record<string, string | undefined>> = z.strictObject(
    Object.fromEntries(lines.map((line) => [line.name, readerOf(line)])),
  );
  return written<Record<string, string | undefined>>(
    {
      ...shown,
      kept: 'here',
      rows: (context) =>
        lines.map(({ name, label, wanted, seen, as }) => {
          const value = textIn(data(context), name);
          return {
            label,
            ...(as === 'text' && value ? { values: value.split('\n') } : { value }),
            seen: typeof seen === 'function' ? seen(context) : seen === true,
            ...(wanted && !value ? { missing: true } : {}),
          };
        }),
      value: (context) =>
        told
          .map((name) => textIn(data(context), name))
          .filter(Boolean)
          .join(' · '),
      missing: (context) =>
        lines.flatMap(({ name, wanted }) => (wanted && !textIn(data(context), name) ? [wanted] : [])),
    },
    {
      inputs: () => lines.map(inputOf),
      typed: (kept) => kept,
      schema,
      dataOf: (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)),
    },
  );
}
