/** Days of several things in one form: `day.<id>`; one that is left empty is none. */
import { z } from 'zod';
import { isUuid } from '../../domain/identifiers.ts';
import { optionalDay } from './inputs.ts';

const prefix = 'day.';
export const dayFieldOf = (id: string): string => `${prefix}${id}`;
export const idOfDayField = (name: string): string => name.slice(prefix.length);
export const daysById = z.record(
  z.string().refine((name) => name.startsWith(prefix) && isUuid(idOfDayField(name))),
  optionalDay(),
);
