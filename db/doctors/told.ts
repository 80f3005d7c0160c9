/** What has been told of a doctor and of a collaboration, act by act: what the operator has sent last, and what ONE has accepted last. */
import type { Address } from '../../domain/address.ts';
import type { Day } from '../../domain/calendar.ts';
import type { Specialty } from './collaborations.ts';

/** As it was typed, complete. Of a doctor whom ONE knows already, neither names nor contact. */
export interface Told {
  inami: string;
  function: Specialty;
  from: Day;
  kilometres: number;
  familyName?: string;
  firstName?: string;
  address?: Address;
  country?: string;
  mobile?: string;
  officePhone?: string;
  email?: string;
}
export interface ToldAct {
  number: number;
  action: string;
  content: object | null;
}
export interface Story {
  asked: Told;
  askedVersion: number;
  /** Undefined until ONE has validated. */
  accepted: Told | undefined;
  acceptedVersion: number | undefined;
  /** What was accepted before the last acceptance. */
  before: Told | undefined;
  /** The acts whose documents count: what is asked and not accepted yet is not among them, once something is accepted. */
  counting: readonly number[];
}

const told: readonly (keyof Told)[] = [
  ...(['inami', 'function', 'from', 'kilometres', 'familyName', 'firstName'] as const),
  ...(['address', 'country', 'mobile', 'officePhone', 'email'] as const),
];
/** Beside what the request repeats for its receipt. */
const values = (content: object | null): Partial<Told> =>
  Object.fromEntries(Object.entries(content ?? {}).filter(([name]) => (told as readonly string[]).includes(name)));

/** Undefined where what was typed is erased. */
export function storyOf(acts: readonly ToldAct[]): Story | undefined {
  let story: Story | undefined;
  let pending: number | undefined;
  for (const { number, action, content } of acts) {
    if (action === 'introduce') {
      if (content === null) return undefined;
      story = {
        asked: values(content) as Told,
        askedVersion: 1,
        accepted: undefined,
        acceptedVersion: undefined,
        before: undefined,
        counting: [number],
      };
    }
    if (!story) continue;
    if (action === 'complete' || action === 'ask-change') {
      story = { ...story, asked: { ...story.asked, ...values(content) }, askedVersion: story.askedVersion + 1 };
      if (action === 'complete') story = { ...story, counting: [...story.counting, number] };
      else pending = number;
    }
    if (action === 'validate' || action === 'accept-change')
      story = {
        ...story,
        before: story.accepted,
        accepted: story.asked,
        acceptedVersion: story.askedVersion,
        counting: pending === undefined ? story.counting : [...story.counting, pending],
      };
    if (action === 'refuse-change' && story.accepted)
      story = { ...story, asked: story.accepted, askedVersion: story.askedVersion + 1 };
    if (action === 'accept-change' || action === 'refuse-change') pending = undefined;
  }
  return story;
}
