/** The effects of each procedure: one line each, and the compiler asks for what its table names. */
import { aesSubsidy } from './aes-subsidy.ts';
import { agreementRenewal } from './agreement-renewal.ts';
import { authorisationAdaptation } from './authorisation-adaptation.ts';
import { dataCorrection } from './data-correction.ts';
import { doctorValidation } from './doctor-validation.ts';
import type { AnyEffects } from './effects.ts';
import { photoValidation } from './photo-validation.ts';
import { trainingRecognition } from './training-recognition.ts';
import { teamValidation } from './team-validation.ts';
import { quarterlySubsidy } from './quarterly-subsidy.ts';
import { preRequest } from './pre-request.ts';
import { privacyRequest } from './privacy-request.ts';
import { bankAccount } from './bank-account.ts';
import { projectCall } from './project-call.ts';
import { functioningReview } from './functioning-review.ts';
import { preparatoryProcess } from './preparatory-process.ts';

export const procedures: readonly AnyEffects[] = [
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
