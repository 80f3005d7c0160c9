import { trainingRecognition } from '../../api/training-recognition/pages.ts';
import { describeActs } from '../support/describe-acts.ts';
import { toldActs } from './told-acts.ts';

describeActs(trainingRecognition, toldActs);
