import en from './locales/en.json';
import zh from './locales/zh-CN.json';

export { SearchScreen as screen } from './SearchScreen';
export const locales = { 'zh-CN': zh, en };
