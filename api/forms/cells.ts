/** Cells of attendance as they are sent, by a form or as JSON in one field of it: cleaned and read like any other answer. */
import { z } from 'zod';
import { longestCell } from '../../domain/attendance/codes.ts';
import { proposedCodes } from '../../domain/attendance/proposing.ts';
import { cleanLine } from '../../domain/typed-text.ts';
import { isUuid } from '../../domain/identifiers.ts';

const most = 180_000;

export const jsonOf = <T extends z.ZodType>(schema: T) =>
  z
    .string()
    .max(most)
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'no JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);

/** What stands in a cell: one line, no longer than a cell keeps. */
export const cellText = z
  .string()
  .transform(cleanLine)
  .pipe(z.string().max(longestCell, `${String(longestCell)} caractères au plus`));

/** A cell as it travels: row, day, what was typed, the version that was seen. */
export const cell = z
  .tuple([z.string().refine(isUuid), z.int().min(1).max(31), cellText, z.int().min(0).max(1_000_000_000)])
  .transform(([rowId, day, typed, seen]) => ({ rowId, day, typed, seen }));

const proposal = /^(\d{1,2})\.(\d{1,9})\.(P|½P)$/;
/** « 3.1.P-4.1.½P »: days that were proposed for a child, each with the version that was seen and the code. */
const proposedCells = z
  .string()
  .max(1000)
  .transform((text) =>
    text.split('-').map((part) => {
      const [, day, seen, code] = proposal.exec(part) ?? [];
      return { day: Number(day), seen: Number(seen), code };
    }),
  )
  .pipe(
    z
      .array(z.object({ day: z.int().min(1).max(31), seen: z.int(), code: z.enum(proposedCodes) }))
      .min(1)
      .max(31),
  );

/** By `c.<row>`, for each child that stays ticked. */
export const proposedByRow = z.record(
  z.string().refine((name) => name.startsWith('c.') && isUuid(name.slice(2))),
  proposedCells,
);
