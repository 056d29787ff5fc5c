var o=["fresh","old","last_known"];function t(e,n,r){return o[+(e>=n)+ +(e>=r)]}export{o as a,t as b};
//# sourceMappingURL=chunk-ENNQXXH3.js.map
