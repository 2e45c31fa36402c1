/** The text of a procedure: what its steps say, in words, and what one version changes of another. */
import { addLocales } from '../i18n';
import en from './locales/en.json';
import zh from './locales/zh-CN.json';

addLocales('sop', { 'zh-CN': zh, en });

export { ChangeList, ProcedureComparison } from './ChangeList';
export { ProcedureLink } from './ProcedureLink';
export { describeStep, type Said } from './describe';
export { bilingual, isPart, listOf, partOf, stepsOf, stringsOf, textOf, type Part } from './text';
