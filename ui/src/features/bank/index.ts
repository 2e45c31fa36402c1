import en from './locales/en.json';
import zh from './locales/zh-CN.json';

export { BankScreen as screen } from './BankScreen';
export const locales = { 'zh-CN': zh, en };
