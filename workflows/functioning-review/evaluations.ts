/** Who may write and read which evaluation, as the case stands: the rules of the self-assessment, of ONE's ratings and of their comparison. */
import type { CaseData, MeetingState, Status } from './contract.ts';

interface Standing {
  status: string;
  state: { data: CaseData };
}

/** Where the operator answers, from day 1 until their answers are sent. */
export const answeredIn: readonly Status[] = ['self-assessment', 'in-default'];
export const isAnswering = ({ status, state }: Standing): boolean =>
  status === 'self-assessment' || (status === 'in-default' && state.data.defaultIn === 'self-assessment');
/** Where ONE writes its own ratings: it needs not wait for the operator's. */
export const ratedIn: readonly Status[] = ['self-assessment', 'one-ratings'];
export const isRating = ({ status }: Standing): boolean => (ratedIn as readonly string[]).includes(status);

/** Nothing opens before day 1; a suspension shows what was there. */
export const hasBegun = ({ status, state }: Standing): boolean =>
  status !== 'planned' && !(status === 'suspended' && state.data.resumeIn === 'planned');

const held: readonly MeetingState[] = ['held', 'minutes', 'contested'];
/** From then on each side reads the other's. */
export const isMeetingHeld = ({ state }: Pick<Standing, 'state'>): boolean => held.includes(state.data.meeting);
/** ONE's ratings are sent: nothing of the operator's can weigh on them any more. */
export const areRatingsSent = ({ status, state }: Standing): boolean =>
  isMeetingHeld({ state }) || status === 'meeting' || (status === 'suspended' && state.data.resumeIn === 'meeting');
/** What was said there may still be noted: until the minutes are agreed, or their delay is over. */
export const mayNoteMeeting = ({ status, state }: Standing): boolean =>
  status === 'meeting' && isMeetingHeld({ state });
