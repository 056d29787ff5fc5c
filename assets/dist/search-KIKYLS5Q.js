import{a,b,c,d,e,f,g}from"./chunk-FQ4U5FIF.js";import"./chunk-RS4MXLUN.js";import"./chunk-QMQUB7PI.js";export{e as Index,f as choose,g as dayOf,b as edits,a as fold,c as months,d as readSpan};
//# sourceMappingURL=search-KIKYLS5Q.js.map
