/** The procedures of the portal. Adding one: its `api/<slug>/pages.ts`, and one line here. */
import { aesSubsidy } from './aes-subsidy/pages.ts';
import { agreementRenewal } from './agreement-renewal/pages.ts';
import { authorisationAdaptation } from './authorisation-adaptation/pages.ts';
import type { AnyProcedurePages } from './cases/procedure-pages.ts';
import { dataCorrection } from './data-correction/pages.ts';
import { doctorValidation } from './doctor-validation/pages.ts';
import { photoValidation } from './photo-validation/pages.ts';
import { trainingRecognition } from './training-recognition/pages.ts';
import { teamValidation } from './team-validation/pages.ts';
import { quarterlySubsidy } from './quarterly-subsidy/pages.ts';
import { preRequest } from './pre-request/pages.ts';
import { privacyRequest } from './privacy-request/pages.ts';
import { bankAccount } from './bank-account/pages.ts';
import { projectCall } from './project-call/pages.ts';
import { functioningReview } from './functioning-review/pages.ts';
import { preparatoryProcess } from './preparatory-process/pages.ts';

export const procedures: readonly AnyProcedurePages[] = [
  authorisationAdaptation,
  photoValidation,
  doctorValidation,
  trainingRecognition,
  teamValidation,
  quarterlySubsidy,
  bankAccount,
  functioningReview,
  dataCorrection,
  preRequest,
  projectCall,
  privacyRequest,
  preparatoryProcess,
  aesSubsidy,
  agreementRenewal,
];
