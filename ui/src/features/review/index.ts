import en from './locales/en.json';
import zh from './locales/zh-CN.json';

export { ReviewScreen as screen } from './ReviewScreen';
export const locales = { 'zh-CN': zh, en };
