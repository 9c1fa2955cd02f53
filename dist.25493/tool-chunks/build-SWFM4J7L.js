const require=process.getBuiltinModule('node:module').createRequire(import.meta.url);
import{buildMetadata}from"./chunk-SD5FEAEB.js";import"./chunk-2HLRW26D.js";export{buildMetadata};
