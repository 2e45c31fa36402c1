import en from './locales/en.json';
import zh from './locales/zh-CN.json';

export { InboxScreen as screen } from './InboxScreen';
export const locales = { 'zh-CN': zh, en };
