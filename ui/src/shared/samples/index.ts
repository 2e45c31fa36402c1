/** Samples and other parts of a unit, as the unit's page, the bench and the storage screen show them. */
import { addLocales } from '../i18n';
import en from './locales/en.json';
import zh from './locales/zh-CN.json';

addLocales('samples', { 'zh-CN': zh, en });

export { Sides as SampleSides } from './Sides';
export { SampleTree } from './SampleTree';
export { StepSamples } from './StepSamples';
export { two } from './words';
