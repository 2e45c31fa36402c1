import en from './locales/en.json';
import zh from './locales/zh-CN.json';

export { WorkScreen as screen } from './WorkScreen';
export const locales = { 'zh-CN': zh, en };
