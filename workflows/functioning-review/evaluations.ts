/** Who may write and read which evaluation, as the case stands: the rules of the self-assessment, of ONE's ratings and of their comparison. */
import type { CaseData, MeetingState } from './contract.ts';

interface Standing {
  status: string;
  state: { data: CaseData };
}

/** The operator answers from day 1 until their answers are sent. */
export const isAnswering = ({ status, state }: Standing): boolean =>
  status === 'self-assessment' || (status === 'in-default' && state.data.defaultIn === 'self-assessment');
/** ONE writes its own ratings without waiting for the operator's. */
export const isRating = ({ status }: Standing): boolean => status === 'self-assessment' || status === 'one-ratings';

/** Nothing opens before day 1; a suspension shows what was there. */
export const hasBegun = ({ status, state }: Standing): boolean =>
  status !== 'planned' && !(status === 'suspended' && state.data.resumeIn === 'planned');

const held: readonly MeetingState[] = ['held', 'minutes', 'contested'];
/** From then on each side reads the other's. */
export const isMeetingHeld = ({ state }: Pick<Standing, 'state'>): boolean => held.includes(state.data.meeting);
/** Where it stands but for a suspension and for what was left undone. */
const stageOf = ({ status, state: { data } }: Standing): string => {
  const going = status === 'suspended' ? (data.resumeIn ?? status) : status;
  return going === 'in-default' ? (data.defaultIn ?? going) : going;
};
/** The operator's answers: a review that was cancelled may have ended before. */
export const areAnswersSent = (row: Standing): boolean =>
  !['planned', 'self-assessment', 'cancelled'].includes(stageOf(row)) || areRatingsSent(row);
/** ONE's ratings are sent: nothing of the operator's can weigh on them any more. */
export const areRatingsSent = ({ status, state }: Standing): boolean =>
  isMeetingHeld({ state }) || stageOf({ status, state }) === 'meeting';
/** What was said there may still be noted: until the minutes are agreed, or their delay is over. */
export const mayNoteMeeting = ({ status, state }: Standing): boolean =>
  status === 'meeting' && isMeetingHeld({ state });

/** Who takes part is said from day 1 until the plan is signed; afterwards it stays as it was. */
export const mayNameParticipants = (row: Standing): boolean =>
  hasBegun(row) && !['suspended', 'follow-up', 'closed', 'cancelled'].includes(row.status);
