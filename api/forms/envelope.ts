/** What a page sends beside what is typed: ids, versions, codes, places in a list. Nobody types these, so they are exact or refused. */
import { z } from 'zod';
import { isDay } from '../../domain/calendar.ts';
import { isUuid } from '../../domain/identifiers.ts';
import './sentences.ts';

/** Names one sending: sent twice, it is done once. */
export const token = z.guid();
/** The same of an act, whose name of a sending may be any word: the clock and other procedures send acts too. */
export const tokenOfAct = z.string().regex(/^[\w.:-]{8,100}$/);
export const id = z.string().refine(isUuid);
export const whole = (digits: number) =>
  z
    .string()
    .regex(new RegExp(`^\\d{1,${String(digits)}}$`))
    .transform(Number);
/** The version that the page showed. */
export const version = whole(9);
/** A day that the page showed, « 2027-01-04 ». */
export const shownDay = z.string().refine((text) => isDay(text));
/** Of a link that was sent by mail. */
export const linkToken = z.string().regex(/^[\w-]{1,100}$/);
/** A slug, a kind, an action, an effect. */
export const code = z.string().regex(/^[a-z0-9-]{1,60}$/);
/** Of boxes, and of one hidden field that holds several: `team.<id>,reviews.<id>`, codes with the id of what each is for. */
export const codesWithIds = z
  .string()
  .max(60_000)
  .regex(/^(?:[a-z0-9-]{1,60}\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:,(?!$)|$))*$/)
  .transform(split);
export const codes = z
  .string()
  .max(1000)
  .regex(/^[a-z0-9-]*(?:,[a-z0-9-]+)*$/)
  .transform(split);
function split(text: string): string[] {
  return text === '' ? [] : text.split(',');
}
export const oneOf = (values: object) => z.string().refine((name) => Object.hasOwn(values, name));
/** One box ticked is a text, several are a list. */
export const several = <T extends z.ZodType<unknown, string>>(one: T, error?: string) =>
  z.union([z.array(one), one.transform((value) => [value])], error);
/** A secret is what was typed, to the letter. */
export const secret = z.string().max(500).default('');
/** Where to go on: checked by `localPath`. */
export const path = z.string().max(2000);
/** SHA-256 of what the page showed. */
export const digest = z.string().regex(/^[0-9a-f]{64}$/);
/** The version that the page showed of something, with a digest of what stood there: what was left as it was is no change. */
export const markOfShown = z.string().regex(/^\d{1,9}\.[0-9a-f]{16}$/);
