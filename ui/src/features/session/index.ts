import en from './locales/en.json';
import zh from './locales/zh-CN.json';

export { SessionScreen as screen } from './SessionScreen';
export const locales = { 'zh-CN': zh, en };
