/**
 * What the agents of after-school care get, where the agents of `matrix.ts` differ: theirs is a place of that sector, everywhere; « other » is a crèche.
 * The agrément referent, the manager of subsidies, the director: one number stands for the three. Written by hand, from the guides. What is not written
 * here is refused: 403.
 */
import type { afterSchoolAgents } from './visitors.ts';

const table = `
# What the helpdesk hands to an agent is theirs to answer
200 GET  /office/tickets
200 GET  /office/tickets/:id own
404 GET  /office/tickets/:id other
404 GET  /office/tickets/:id missing
422 POST /office/tickets/:id/answer own
404 POST /office/tickets/:id/answer other
404 POST /office/tickets/:id/answer missing
422 POST /office/tickets/:id/give-back own
404 POST /office/tickets/:id/give-back other
404 POST /office/tickets/:id/give-back missing

# The desk of trainings is theirs, with what it decides
200 403 403 GET  /office/trainings
200 403 403 GET  /office/trainings/decisions
200 403 403 GET  /office/trainings/organisations
200 403 403 GET  /office/trainings/:id own
200 403 403 GET  /office/trainings/:id other
404 403 403 GET  /office/trainings/:id missing
200 403 403 GET  /office/trainings/:id/similar own
200 403 403 GET  /office/trainings/:id/similar other
404 403 403 GET  /office/trainings/:id/similar missing
200 403 403 POST /office/trainings/:id/effects own
200 403 403 POST /office/trainings/:id/effects other
404 403 403 POST /office/trainings/:id/effects missing
204 403 403 POST /office/trainings/:id/open own
204 403 403 POST /office/trainings/:id/open other
204 403 403 POST /office/trainings/:id/open missing
422 403 403 POST /office/trainings/:id/decide own
422 403 403 POST /office/trainings/:id/decide other
404 403 403 POST /office/trainings/:id/decide missing
200 403 403 GET  /office/trainings/decisions/:id own
200 403 403 GET  /office/trainings/decisions/:id other
404 403 403 GET  /office/trainings/decisions/:id missing
303 403 403 POST /office/trainings/decisions/:id/undo own
303 403 403 POST /office/trainings/decisions/:id/undo other
404 403 403 POST /office/trainings/decisions/:id/undo missing
200 403 403 GET  /office/trainings/organisations/:id own
200 403 403 GET  /office/trainings/organisations/:id other
404 403 403 GET  /office/trainings/organisations/:id missing
422 403 403 POST /office/trainings/organisations/:id/merge own
422 403 403 POST /office/trainings/organisations/:id/merge other
404 403 403 POST /office/trainings/organisations/:id/merge missing
303 403 403 POST /office/trainings/organisations/:id/separate own
303 403 403 POST /office/trainings/organisations/:id/separate other
404 403 403 POST /office/trainings/organisations/:id/separate missing

# Requests of all bodies are read by agents; a quarter that was missed is opened by who manages these subsidies
200 GET  /office/aes-subsidies
200 GET  /office/aes-subsidies/export
403 200 403 GET  /office/facilities/:id/open-after-school-quarter own
403 200 403 GET  /office/facilities/:id/open-after-school-quarter other
404 GET  /office/facilities/:id/open-after-school-quarter missing
403 422 403 POST /office/facilities/:id/open-after-school-quarter own
403 422 403 POST /office/facilities/:id/open-after-school-quarter other
404 POST /office/facilities/:id/open-after-school-quarter missing

# The commission: organised by the référentes, signed by the direction; managers of subsidies stay outside
200 403 200 GET  /office/commission
200 403 403 GET  /office/commission/new
422 403 403 POST /office/commission/new
200 403 200 GET  /office/commission/:id own
200 403 200 GET  /office/commission/:id other
404 403 404 GET  /office/commission/:id missing
200 403 403 GET  /office/commission/:id/edit own
200 403 403 GET  /office/commission/:id/edit other
404 403 403 GET  /office/commission/:id/edit missing
200 403 403 GET  /office/commission/:id/cancel own
200 403 403 GET  /office/commission/:id/cancel other
404 403 403 GET  /office/commission/:id/cancel missing
200 403 200 GET  /office/commission/:id/minutes own
200 403 200 GET  /office/commission/:id/minutes other
404 403 404 GET  /office/commission/:id/minutes missing
200 403 403 GET  /office/commission/:id/minutes/:case own
200 403 403 GET  /office/commission/:id/minutes/:case other
404 403 403 GET  /office/commission/:id/minutes/:case missing
200 403 403 GET  /office/commission/:id/close own
200 403 403 GET  /office/commission/:id/close other
404 403 403 GET  /office/commission/:id/close missing
200 403 200 GET  /office/commission/:id/print own
200 403 200 GET  /office/commission/:id/print other
404 403 404 GET  /office/commission/:id/print missing
404 403 404 GET  /office/commission/:id/document own
404 403 404 GET  /office/commission/:id/document other
404 403 404 GET  /office/commission/:id/document missing
200 403 200 GET  /office/commission/:id/export own
200 403 200 GET  /office/commission/:id/export other
404 403 404 GET  /office/commission/:id/export missing
422 403 403 POST /office/commission/:id/edit own
422 403 403 POST /office/commission/:id/edit other
404 403 403 POST /office/commission/:id/edit missing
422 403 403 POST /office/commission/:id/cancel own
422 403 403 POST /office/commission/:id/cancel other
404 403 403 POST /office/commission/:id/cancel missing
422 403 403 POST /office/commission/:id/add own
422 403 403 POST /office/commission/:id/add other
404 403 403 POST /office/commission/:id/add missing
422 403 403 POST /office/commission/:id/remove own
422 403 403 POST /office/commission/:id/remove other
404 403 403 POST /office/commission/:id/remove missing
422 403 403 POST /office/commission/:id/order own
422 403 403 POST /office/commission/:id/order other
404 403 403 POST /office/commission/:id/order missing
422 403 403 POST /office/commission/:id/close-agenda own
422 403 403 POST /office/commission/:id/close-agenda other
404 403 403 POST /office/commission/:id/close-agenda missing
422 403 403 POST /office/commission/:id/open-agenda own
422 403 403 POST /office/commission/:id/open-agenda other
404 403 403 POST /office/commission/:id/open-agenda missing
422 403 403 POST /office/commission/:id/minutes own
422 403 403 POST /office/commission/:id/minutes other
404 403 403 POST /office/commission/:id/minutes missing
422 403 403 POST /office/commission/:id/minutes/:case own
422 403 403 POST /office/commission/:id/minutes/:case other
404 403 403 POST /office/commission/:id/minutes/:case missing
422 403 403 POST /office/commission/:id/close own
422 403 403 POST /office/commission/:id/close other
404 403 403 POST /office/commission/:id/close missing
403 403 422 POST /office/commission/:id/sign own
403 403 422 POST /office/commission/:id/sign other
403 403 404 POST /office/commission/:id/sign missing

# The hours of the teams of their sector; of another body they see nobody
200 GET  /office/agreement-hours/:id own
200 GET  /office/agreement-hours/:id other
404 GET  /office/agreement-hours/:id missing
200 GET  /office/agreement-hours/:id/export own
200 GET  /office/agreement-hours/:id/export other
404 GET  /office/agreement-hours/:id/export missing

# The cases of after-school care are read wherever they are; nothing of a missing one
200 GET  /office/training-recognition/:id own
200 GET  /office/training-recognition/:id other
200 403 403 GET  /office/training-recognition/:id/:action own
200 403 403 GET  /office/training-recognition/:id/:action other
422 403 403 POST /office/training-recognition/:id/:action own
422 403 403 POST /office/training-recognition/:id/:action other
200 403 403 POST /office/training-recognition/:id/:action/edit own
303 403 403 POST /office/training-recognition/:id/:action/draft own
303 403 403 POST /office/training-recognition/:id/:action/draft/discard own
200 403 403 POST /office/training-recognition/:id/:action/edit other
303 403 403 POST /office/training-recognition/:id/:action/draft other
303 403 403 POST /office/training-recognition/:id/:action/draft/discard other

# Attendance is read of places of type 1: these are of type 2, or crèches (test/after-school)
404 GET  /office/after-school/:id/attendance/:month own
404 GET  /office/after-school/:id/attendance/:month other
404 GET  /office/after-school/:id/attendance/:month missing

# The subsidies of after-school care are read by the three, and are their manager's to control
200 GET  /office/aes-subsidy/:id own
200 GET  /office/aes-subsidy/:id other
403 200 403 GET  /office/aes-subsidy/:id/:action own
403 200 403 GET  /office/aes-subsidy/:id/:action other
403 422 403 POST /office/aes-subsidy/:id/:action own
403 422 403 POST /office/aes-subsidy/:id/:action other
403 200 403 POST /office/aes-subsidy/:id/:action/edit own
403 200 403 POST /office/aes-subsidy/:id/:action/edit other
403 303 403 POST /office/aes-subsidy/:id/:action/draft own
403 303 403 POST /office/aes-subsidy/:id/:action/draft other
403 303 403 POST /office/aes-subsidy/:id/:action/draft/discard own
403 303 403 POST /office/aes-subsidy/:id/:action/draft/discard other

# Corrections are read by the referent wherever they are; these are a referent's to answer
403 404 404 GET  /office/data-correction/:id/:action own
403 404 404 GET  /office/data-correction/:id/:action other
403 404 404 POST /office/data-correction/:id/:action own
403 404 404 POST /office/data-correction/:id/:action other
403 404 404 POST /office/data-correction/:id/:action/edit own
403 404 404 POST /office/data-correction/:id/:action/edit other
403 404 404 POST /office/data-correction/:id/:action/draft own
403 404 404 POST /office/data-correction/:id/:action/draft other
403 404 404 POST /office/data-correction/:id/:action/draft/discard own
403 404 404 POST /office/data-correction/:id/:action/draft/discard other
200 404 404 GET  /office/data-correction/:id own
200 404 404 GET  /office/data-correction/:id other

# Who works in a place of after-school care, and in no other
200 GET  /office/team/:id own

# Cases, files and photos of another sector are not to be seen
404 GET  /documents/:id own
404 GET  /documents/:id other
404 GET  /documents/:id/shown own
404 GET  /documents/:id/shown other
404 GET  /office/authorisation-adaptation/:id own
404 GET  /office/authorisation-adaptation/:id other
404 GET  /office/authorisation-adaptation/:id/:action own
404 GET  /office/authorisation-adaptation/:id/:action other
404 POST /office/authorisation-adaptation/:id/:action own
404 POST /office/authorisation-adaptation/:id/:action other
404 POST /office/authorisation-adaptation/:id/:action/edit own
404 POST /office/authorisation-adaptation/:id/:action/draft own
404 POST /office/authorisation-adaptation/:id/:action/draft/discard own
404 POST /office/authorisation-adaptation/:id/:action/edit other
404 POST /office/authorisation-adaptation/:id/:action/draft other
404 POST /office/authorisation-adaptation/:id/:action/draft/discard other
404 POST /office/authorisation-adaptation/:id/propose-decision/:view own
404 POST /office/authorisation-adaptation/:id/propose-decision/:view other
404 POST /office/authorisation-adaptation/:id/consequences/read own
404 POST /office/authorisation-adaptation/:id/consequences/read other
404 POST /office/authorisation-adaptation/:id/documents own
404 POST /office/authorisation-adaptation/:id/documents other
404 GET  /documents/:id/:size.jpg own
404 GET  /documents/:id/:size.jpg other
404 GET  /office/photo-validation/:id own
404 GET  /office/photo-validation/:id other
404 GET  /office/photo-validation/:id/:action own
404 GET  /office/photo-validation/:id/:action other
404 POST /office/photo-validation/:id/:action own
404 POST /office/photo-validation/:id/:action other
404 POST /office/photo-validation/:id/:action/edit own
404 POST /office/photo-validation/:id/:action/draft own
404 POST /office/photo-validation/:id/:action/draft/discard own
404 POST /office/photo-validation/:id/:action/edit other
404 POST /office/photo-validation/:id/:action/draft other
404 POST /office/photo-validation/:id/:action/draft/discard other
404 GET  /office/team-validation/:id own
404 GET  /office/team-validation/:id other
404 GET  /office/team-validation/:id/:action own
404 GET  /office/team-validation/:id/:action other
404 POST /office/team-validation/:id/:action own
404 POST /office/team-validation/:id/:action other
404 POST /office/team-validation/:id/:action/edit own
404 POST /office/team-validation/:id/:action/draft own
404 POST /office/team-validation/:id/:action/draft/discard own
404 POST /office/team-validation/:id/:action/edit other
404 POST /office/team-validation/:id/:action/draft other
404 POST /office/team-validation/:id/:action/draft/discard other
404 GET  /office/reviews/:id/plan own
404 GET  /office/reviews/:id/plan other
404 POST /office/reviews/:id/plan own
404 POST /office/reviews/:id/plan other
404 GET  /office/reviews/:id/participants own
404 GET  /office/reviews/:id/participants other
404 POST /office/reviews/:id/participants own
404 POST /office/reviews/:id/participants other
404 GET  /office/functioning-review/:id own
404 GET  /office/functioning-review/:id other
404 GET  /office/functioning-review/:id/:action own
404 GET  /office/functioning-review/:id/:action other
404 POST /office/functioning-review/:id/:action own
404 POST /office/functioning-review/:id/:action other
404 POST /office/functioning-review/:id/:action/edit own
404 POST /office/functioning-review/:id/:action/draft own
404 POST /office/functioning-review/:id/:action/draft/discard own
404 POST /office/functioning-review/:id/:action/edit other
404 POST /office/functioning-review/:id/:action/draft other
404 POST /office/functioning-review/:id/:action/draft/discard other
404 GET  /office/reviews/:id/ratings own
404 GET  /office/reviews/:id/ratings other
404 GET  /office/reviews/:id/ratings/:domain own
404 GET  /office/reviews/:id/ratings/:domain other
404 GET  /office/reviews/:id/compare own
404 GET  /office/reviews/:id/compare other
404 GET  /office/reviews/:id/compare.xlsx own
404 GET  /office/reviews/:id/compare.xlsx other
404 POST /office/reviews/:id/ratings/:domain own
404 POST /office/reviews/:id/ratings/:domain other
404 POST /office/reviews/:id/ratings/:domain/presence own
404 POST /office/reviews/:id/ratings/:domain/presence other
404 POST /office/reviews/:id/compare/objectives own
404 POST /office/reviews/:id/compare/objectives other
404 POST /office/reviews/:id/compare/notes own
404 POST /office/reviews/:id/compare/notes other
404 GET  /office/doctor-validation/:id own
404 GET  /office/doctor-validation/:id other
404 GET  /office/doctor-validation/:id/:action own
404 GET  /office/doctor-validation/:id/:action other
404 POST /office/doctor-validation/:id/:action own
404 POST /office/doctor-validation/:id/:action other
404 POST /office/doctor-validation/:id/:action/edit own
404 POST /office/doctor-validation/:id/:action/draft own
404 POST /office/doctor-validation/:id/:action/draft/discard own
404 POST /office/doctor-validation/:id/:action/edit other
404 POST /office/doctor-validation/:id/:action/draft other
404 POST /office/doctor-validation/:id/:action/draft/discard other
404 GET  /office/quarterly-subsidy/:id own
404 GET  /office/quarterly-subsidy/:id other
404 GET  /office/quarterly-subsidy/:id/:action own
404 GET  /office/quarterly-subsidy/:id/:action other
404 POST /office/quarterly-subsidy/:id/:action own
404 POST /office/quarterly-subsidy/:id/:action other
404 POST /office/quarterly-subsidy/:id/:action/edit own
404 POST /office/quarterly-subsidy/:id/:action/draft own
404 POST /office/quarterly-subsidy/:id/:action/draft/discard own
404 POST /office/quarterly-subsidy/:id/:action/edit other
404 POST /office/quarterly-subsidy/:id/:action/draft other
404 POST /office/quarterly-subsidy/:id/:action/draft/discard other
404 GET  /office/preparatory-process/:id own
404 GET  /office/preparatory-process/:id other
404 GET  /office/preparatory-process/:id/:action own
404 GET  /office/preparatory-process/:id/:action other
404 POST /office/preparatory-process/:id/:action own
404 POST /office/preparatory-process/:id/:action other
404 POST /office/preparatory-process/:id/:action/edit own
404 POST /office/preparatory-process/:id/:action/draft own
404 POST /office/preparatory-process/:id/:action/draft/discard own
404 POST /office/preparatory-process/:id/:action/edit other
404 POST /office/preparatory-process/:id/:action/draft other
404 POST /office/preparatory-process/:id/:action/draft/discard other
404 POST /office/preparatory-process/:id/documents own
404 POST /office/preparatory-process/:id/give-opinion/:view own
404 POST /office/preparatory-process/:id/give-opinion/:view other
404 POST /office/preparatory-process/:id/declare-ready/:view own
404 POST /office/preparatory-process/:id/declare-ready/:view other
404 GET  /office/preparatory-process/:id/appointment.ics own
404 POST /office/preparatory-process/:id/documents other
404 GET  /office/preparatory-process/:id/appointment.ics other
404 GET  /office/bank-account/:id own
404 GET  /office/bank-account/:id other
404 GET  /office/bank-account/:id/:action own
404 GET  /office/bank-account/:id/:action other
404 POST /office/bank-account/:id/:action own
404 POST /office/bank-account/:id/:action other
404 POST /office/bank-account/:id/:action/edit own
404 POST /office/bank-account/:id/:action/draft own
404 POST /office/bank-account/:id/:action/draft/discard own
404 POST /office/bank-account/:id/:action/edit other
404 POST /office/bank-account/:id/:action/draft other
404 POST /office/bank-account/:id/:action/draft/discard other
404 GET  /office/pre-request/:id own
404 GET  /office/pre-request/:id other
404 GET  /office/pre-request/:id/:action own
404 GET  /office/pre-request/:id/:action other
404 POST /office/pre-request/:id/:action own
404 POST /office/pre-request/:id/:action other
404 POST /office/pre-request/:id/:action/edit own
404 POST /office/pre-request/:id/:action/draft own
404 POST /office/pre-request/:id/:action/draft/discard own
404 POST /office/pre-request/:id/:action/edit other
404 POST /office/pre-request/:id/:action/draft other
404 POST /office/pre-request/:id/:action/draft/discard other
404 GET  /office/privacy-request/:id own
404 GET  /office/privacy-request/:id other
404 GET  /office/privacy-request/:id/:action own
404 GET  /office/privacy-request/:id/:action other
404 POST /office/privacy-request/:id/:action own
404 POST /office/privacy-request/:id/:action other
404 POST /office/privacy-request/:id/:action/edit own
404 POST /office/privacy-request/:id/:action/edit other
404 POST /office/privacy-request/:id/:action/draft own
404 POST /office/privacy-request/:id/:action/draft other
404 POST /office/privacy-request/:id/:action/draft/discard own
404 POST /office/privacy-request/:id/:action/draft/discard other
404 GET  /office/privacy-request/:id/data.:format own
404 GET  /office/privacy-request/:id/data.:format other
404 POST /office/privacy-request/:id/data.:format own
404 POST /office/privacy-request/:id/data.:format other
404 POST /office/privacy-request/:id/documents own
404 POST /office/privacy-request/:id/documents other
404 GET  /office/team-validation/:id/team own
404 GET  /office/team-validation/:id/team other
404 GET  /office/team-validation/:id/snapshot own
404 GET  /office/team-validation/:id/snapshot other
404 GET  /office/team-validation/:id/previous own
404 GET  /office/team-validation/:id/previous other

# Places are read everywhere; the inbox, absences and one's own pages as by every agent
200 GET  /office/tasks
404 POST /office/tasks/picked own
404 POST /office/tasks/claim own
404 POST /office/tasks/release own
200 GET  /office/tasks/views
422 POST /office/tasks/views
303 POST /office/tasks/views/:id/remove own
404 POST /office/tasks/views/:id/remove other
404 POST /office/tasks/views/:id/remove missing
200 GET  /office/tasks/columns
303 POST /office/tasks/columns
200 GET  /office/tasks/mail
422 POST /office/tasks/mail
200 GET  /office/absences
422 POST /office/absences
303 POST /office/absences/:id/cancel own
404 POST /office/absences/:id/cancel other
404 POST /office/absences/:id/cancel missing
200 GET  /office/search
200 GET  /office/facilities
200 GET  /office/facilities/:id own
200 GET  /office/facilities/:id other
200 GET  /office/facilities/:id/project/:from own
200 GET  /office/facilities/:id/project/:from other
404 GET  /office/facilities/:id/project/:from missing
302 GET  /supervision
200 GET  /office/team-validations
200 GET  /office/reviews
422 POST /office/reviews
200 GET  /office/reviews/stages
200 GET  /office/team-validations/export
# A call for projects is of crèches
404 GET  /office/project-call/:id own
404 GET  /office/project-call/:id other
404 GET  /office/project-call/:id/:action own
404 GET  /office/project-call/:id/:action other
404 POST /office/project-call/:id/:action own
404 POST /office/project-call/:id/:action other
404 POST /office/project-call/:id/:action/edit own
404 POST /office/project-call/:id/:action/edit other
404 POST /office/project-call/:id/:action/draft own
404 POST /office/project-call/:id/:action/draft other
404 POST /office/project-call/:id/:action/draft/discard own
404 POST /office/project-call/:id/:action/draft/discard other
# Agreements are the referent's and the director's; whoever manages the subsidies reads them
200 403 403 GET  /office/facilities/:id/agreement-renewal own
200 403 403 GET  /office/facilities/:id/agreement-renewal other
404 GET  /office/facilities/:id/agreement-renewal missing
422 403 403 POST /office/facilities/:id/agreement-renewal own
422 403 403 POST /office/facilities/:id/agreement-renewal other
404 POST /office/facilities/:id/agreement-renewal missing
200 GET  /office/agreement-renewal/:id own
200 GET  /office/agreement-renewal/:id other
200 403 403 GET  /office/agreement-renewal/:id/:action own
200 403 403 GET  /office/agreement-renewal/:id/:action other
422 403 403 POST /office/agreement-renewal/:id/:action own
422 403 403 POST /office/agreement-renewal/:id/:action other
200 403 403 POST /office/agreement-renewal/:id/:action/edit own
200 403 403 POST /office/agreement-renewal/:id/:action/edit other
303 403 403 POST /office/agreement-renewal/:id/:action/draft own
303 403 403 POST /office/agreement-renewal/:id/:action/draft other
303 403 403 POST /office/agreement-renewal/:id/:action/draft/discard own
303 403 403 POST /office/agreement-renewal/:id/:action/draft/discard other
200 GET  /office/agreement-renewal/:id/dossier/:section own
200 GET  /office/agreement-renewal/:id/dossier/:section other
404 GET  /office/agreement-renewal/:id/dossier/:section missing
409 403 403 POST /office/agreement-renewal/:id/propose-decision/:view own
409 403 403 POST /office/agreement-renewal/:id/propose-decision/:view other
403 403 409 POST /office/agreement-renewal/:id/sign-decision/:view own
403 403 409 POST /office/agreement-renewal/:id/sign-decision/:view other
`;

/** By method, path and relation: of each of them. */
export const afterSchoolAnswers: ReadonlyMap<string, Record<(typeof afterSchoolAgents)[number], number>> = new Map(
  table
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => {
      const words = line.split(/\s+/);
      const numbers = words.filter((word) => /^\d{3}$/.test(word)).map(Number);
      const [referent = 403, manager = referent, director = referent] = numbers;
      return [
        words.slice(numbers.length).join(' '),
        { 'after-school referent': referent, 'after-school manager': manager, 'after-school director': director },
      ];
    }),
);
