import en from './locales/en.json';
import zh from './locales/zh-CN.json';

export { AuditScreen as screen } from './AuditScreen';
export const locales = { 'zh-CN': zh, en };
