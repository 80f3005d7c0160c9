/** One day of each quarter on which the crèches of the demonstration are closed, for a training: the Monday of its twelfth week. */
import { addDays, type Day } from '../../../domain/calendar.ts';
import { firstDayOf, quarterOf, type Quarter } from '../../../domain/quarter.ts';

export function trainingDayOf(quarter: Quarter): Day {
  const days = Array.from({ length: 7 }, (_, further) => addDays(firstDayOf(quarter), 78 + further));
  return days.find((day) => new Date(`${day}T00:00:00Z`).getUTCDay() === 1)!;
}
export const isTrainingDay = (day: Day): boolean => day === trainingDayOf(quarterOf(day.slice(0, 7)));
