import en from './locales/en.json';
import zh from './locales/zh-CN.json';

export { ProceduresScreen as screen } from './ProceduresScreen';
export const locales = { 'zh-CN': zh, en };
