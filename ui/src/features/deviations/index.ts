import en from './locales/en.json';
import zh from './locales/zh-CN.json';

export { DeviationScreen as screen } from './DeviationScreen';
export { ReportButton } from './ReportButton';
export const locales = { 'zh-CN': zh, en };
