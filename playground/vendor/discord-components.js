/* Bundled from @skyra/discord-components-core 4.0.2 (MIT), lit 3.3.3 and @lit/context 1.1.6
   (BSD-3-Clause). The notices stand in NOTICES.md beside this file, the recipe in README.md. */
/**
 * @license
 * Copyright 2021 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var Xe=class extends Event{constructor(e,s,t,r){super("context-request",{bubbles:!0,composed:!0}),this.context=e,this.contextTarget=s,this.callback=t,this.subscribe=r??!1}};/**
 * @license
 * Copyright 2021 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 *//**
 * @license
 * Copyright 2021 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var ct=class{constructor(e,s,t,r){if(this.subscribe=!1,this.provided=!1,this.value=void 0,this.t=(n,a)=>{this.unsubscribe&&(this.unsubscribe!==a&&(this.provided=!1,this.unsubscribe()),this.subscribe||this.unsubscribe()),this.value=n,this.host.requestUpdate(),this.provided&&!this.subscribe||(this.provided=!0,this.callback&&this.callback(n,a)),this.unsubscribe=a},this.host=e,s.context!==void 0){let n=s;this.context=n.context,this.callback=n.callback,this.subscribe=n.subscribe??!1}else this.context=s,this.callback=t,this.subscribe=r??!1;this.host.addController(this)}hostConnected(){this.dispatchRequest()}hostDisconnected(){this.unsubscribe&&(this.unsubscribe(),this.unsubscribe=void 0)}dispatchRequest(){this.host.dispatchEvent(new Xe(this.context,this.host,this.t,this.subscribe))}};/**
 * @license
 * Copyright 2021 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var Lt=class{get value(){return this.o}set value(e){this.setValue(e)}setValue(e,s=!1){let t=s||!Object.is(e,this.o);this.o=e,t&&this.updateObservers()}constructor(e){this.subscriptions=new Map,this.updateObservers=()=>{for(let[s,{disposer:t}]of this.subscriptions)s(this.o,t)},e!==void 0&&(this.value=e)}addCallback(e,s,t){if(!t)return void e(this.value);this.subscriptions.has(e)||this.subscriptions.set(e,{disposer:()=>{this.subscriptions.delete(e)},consumerHost:s});let{disposer:r}=this.subscriptions.get(e);e(this.value,r)}clearCallbacks(){this.subscriptions.clear()}};/**
 * @license
 * Copyright 2021 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var as=class extends Event{constructor(e,s){super("context-provider",{bubbles:!0,composed:!0}),this.context=e,this.contextTarget=s}},dt=class extends Lt{constructor(e,s,t){super(s.context!==void 0?s.initialValue:t),this.onContextRequest=r=>{if(r.context!==this.context)return;let n=r.contextTarget??r.composedPath()[0];n!==this.host&&(r.stopPropagation(),this.addCallback(r.callback,n,r.subscribe))},this.onProviderRequest=r=>{if(r.context!==this.context||(r.contextTarget??r.composedPath()[0])===this.host)return;let n=new Set;for(let[a,{consumerHost:c}]of this.subscriptions)n.has(a)||(n.add(a),c.dispatchEvent(new Xe(this.context,c,a,!0)));r.stopPropagation()},this.host=e,s.context!==void 0?this.context=s.context:this.context=s,this.attachListeners(),this.host.addController?.(this)}attachListeners(){this.host.addEventListener("context-request",this.onContextRequest),this.host.addEventListener("context-provider",this.onProviderRequest)}hostConnected(){this.host.dispatchEvent(new as(this.context,this.host))}};/**
 * @license
 * Copyright 2021 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 *//**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */function xt({context:i}){return(e,s)=>{let t=new WeakMap;if(typeof s=="object")return{get(){return e.get.call(this)},set(r){return t.get(this).setValue(r),e.set.call(this,r)},init(r){return t.set(this,new dt(this,{context:i,initialValue:r})),r}};{e.constructor.addInitializer((a=>{t.set(a,new dt(a,{context:i}))}));let r=Object.getOwnPropertyDescriptor(e,s),n;if(r===void 0){let a=new WeakMap;n={get(){return a.get(this)},set(c){t.get(this).setValue(c),a.set(this,c)},configurable:!0,enumerable:!0}}else{let a=r.set;n={...r,set(c){t.get(this).setValue(c),a?.call(this,c)}}}return void Object.defineProperty(e,s,n)}}}/**
 * @license
 * Copyright 2022 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */function ee({context:i,subscribe:e}){return(s,t)=>{typeof t=="object"?t.addInitializer((function(){new ct(this,{context:i,callback:r=>{s.set.call(this,r)},subscribe:e})})):s.constructor.addInitializer((r=>{new ct(r,{context:i,callback:n=>{r[t]=n},subscribe:e})}))}}/**
 * @license
 * Copyright 2019 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var Ht=globalThis,Vt=Ht.ShadowRoot&&(Ht.ShadyCSS===void 0||Ht.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,os=Symbol(),Is=new WeakMap,yt=class{constructor(e,s,t){if(this._$cssResult$=!0,t!==os)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=s}get styleSheet(){let e=this.o,s=this.t;if(Vt&&e===void 0){let t=s!==void 0&&s.length===1;t&&(e=Is.get(s)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),t&&Is.set(s,e))}return e}toString(){return this.cssText}},js=i=>new yt(typeof i=="string"?i:i+"",void 0,os),K=(i,...e)=>{let s=i.length===1?i[0]:e.reduce((t,r,n)=>t+(a=>{if(a._$cssResult$===!0)return a.cssText;if(typeof a=="number")return a;throw Error("Value passed to 'css' function must be a 'css' function result: "+a+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(r)+i[n+1],i[0]);return new yt(s,i,os)},Ss=(i,e)=>{if(Vt)i.adoptedStyleSheets=e.map(s=>s instanceof CSSStyleSheet?s:s.styleSheet);else for(let s of e){let t=document.createElement("style"),r=Ht.litNonce;r!==void 0&&t.setAttribute("nonce",r),t.textContent=s.cssText,i.appendChild(t)}},ns=Vt?i=>i:i=>i instanceof CSSStyleSheet?(e=>{let s="";for(let t of e.cssRules)s+=t.cssText;return js(s)})(i):i;/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var{is:ni,defineProperty:li,getOwnPropertyDescriptor:ci,getOwnPropertyNames:di,getOwnPropertySymbols:hi,getPrototypeOf:mi}=Object,Ft=globalThis,Ds=Ft.trustedTypes,pi=Ds?Ds.emptyScript:"",fi=Ft.reactiveElementPolyfillSupport,$t=(i,e)=>i,wt={toAttribute(i,e){switch(e){case Boolean:i=i?pi:null;break;case Object:case Array:i=i==null?i:JSON.stringify(i)}return i},fromAttribute(i,e){let s=i;switch(e){case Boolean:s=i!==null;break;case Number:s=i===null?null:Number(i);break;case Object:case Array:try{s=JSON.parse(i)}catch{s=null}}return s}},qt=(i,e)=>!ni(i,e),Os={attribute:!0,type:String,converter:wt,reflect:!1,useDefault:!1,hasChanged:qt};Symbol.metadata??=Symbol("metadata"),Ft.litPropertyMetadata??=new WeakMap;var Oe=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,s=Os){if(s.state&&(s.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((s=Object.create(s)).wrapped=!0),this.elementProperties.set(e,s),!s.noAccessor){let t=Symbol(),r=this.getPropertyDescriptor(e,t,s);r!==void 0&&li(this.prototype,e,r)}}static getPropertyDescriptor(e,s,t){let{get:r,set:n}=ci(this.prototype,e)??{get(){return this[s]},set(a){this[s]=a}};return{get:r,set(a){let c=r?.call(this);n?.call(this,a),this.requestUpdate(e,c,t)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??Os}static _$Ei(){if(this.hasOwnProperty($t("elementProperties")))return;let e=mi(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty($t("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty($t("properties"))){let s=this.properties,t=[...di(s),...hi(s)];for(let r of t)this.createProperty(r,s[r])}let e=this[Symbol.metadata];if(e!==null){let s=litPropertyMetadata.get(e);if(s!==void 0)for(let[t,r]of s)this.elementProperties.set(t,r)}this._$Eh=new Map;for(let[s,t]of this.elementProperties){let r=this._$Eu(s,t);r!==void 0&&this._$Eh.set(r,s)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let s=[];if(Array.isArray(e)){let t=new Set(e.flat(1/0).reverse());for(let r of t)s.unshift(ns(r))}else e!==void 0&&s.push(ns(e));return s}static _$Eu(e,s){let t=s.attribute;return t===!1?void 0:typeof t=="string"?t:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,s=this.constructor.elementProperties;for(let t of s.keys())this.hasOwnProperty(t)&&(e.set(t,this[t]),delete this[t]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Ss(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,s,t){this._$AK(e,t)}_$ET(e,s){let t=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,t);if(r!==void 0&&t.reflect===!0){let n=(t.converter?.toAttribute!==void 0?t.converter:wt).toAttribute(s,t.type);this._$Em=e,n==null?this.removeAttribute(r):this.setAttribute(r,n),this._$Em=null}}_$AK(e,s){let t=this.constructor,r=t._$Eh.get(e);if(r!==void 0&&this._$Em!==r){let n=t.getPropertyOptions(r),a=typeof n.converter=="function"?{fromAttribute:n.converter}:n.converter?.fromAttribute!==void 0?n.converter:wt;this._$Em=r;let c=a.fromAttribute(s,n.type);this[r]=c??this._$Ej?.get(r)??c,this._$Em=null}}requestUpdate(e,s,t,r=!1,n){if(e!==void 0){let a=this.constructor;if(r===!1&&(n=this[e]),t??=a.getPropertyOptions(e),!((t.hasChanged??qt)(n,s)||t.useDefault&&t.reflect&&n===this._$Ej?.get(e)&&!this.hasAttribute(a._$Eu(e,t))))return;this.C(e,s,t)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,s,{useDefault:t,reflect:r,wrapped:n},a){t&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,a??s??this[e]),n!==!0||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||t||(s=void 0),this._$AL.set(e,s)),r===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(s){Promise.reject(s)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[r,n]of this._$Ep)this[r]=n;this._$Ep=void 0}let t=this.constructor.elementProperties;if(t.size>0)for(let[r,n]of t){let{wrapped:a}=n,c=this[r];a!==!0||this._$AL.has(r)||c===void 0||this.C(r,void 0,n,c)}}let e=!1,s=this._$AL;try{e=this.shouldUpdate(s),e?(this.willUpdate(s),this._$EO?.forEach(t=>t.hostUpdate?.()),this.update(s)):this._$EM()}catch(t){throw e=!1,this._$EM(),t}e&&this._$AE(s)}willUpdate(e){}_$AE(e){this._$EO?.forEach(s=>s.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(s=>this._$ET(s,this[s])),this._$EM()}updated(e){}firstUpdated(e){}};Oe.elementStyles=[],Oe.shadowRootOptions={mode:"open"},Oe[$t("elementProperties")]=new Map,Oe[$t("finalized")]=new Map,fi?.({ReactiveElement:Oe}),(Ft.reactiveElementVersions??=[]).push("2.1.2");/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var cs=globalThis,Us=i=>i,Zt=cs.trustedTypes,Bs=Zt?Zt.createPolicy("lit-html",{createHTML:i=>i}):void 0,ds="$lit$",Ue=`lit$${Math.random().toFixed(9).slice(2)}$`,hs="?"+Ue,ui=`<${hs}>`,rt=document,kt=()=>rt.createComment(""),Tt=i=>i===null||typeof i!="object"&&typeof i!="function",ms=Array.isArray,Vs=i=>ms(i)||typeof i?.[Symbol.iterator]=="function",ls=`[ 	
\f\r]`,Ct=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Rs=/-->/g,Ps=/>/g,st=RegExp(`>|${ls}(?:([^\\s"'>=/]+)(${ls}*=${ls}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Ns=/'/g,Ls=/"/g,Fs=/^(?:script|style|textarea|title)$/i,ps=i=>(e,...s)=>({_$litType$:i,strings:e,values:s}),m=ps(1),Z=ps(2),zr=ps(3),Te=Symbol.for("lit-noChange"),te=Symbol.for("lit-nothing"),Hs=new WeakMap,it=rt.createTreeWalker(rt,129);function qs(i,e){if(!ms(i)||!i.hasOwnProperty("raw"))throw Error("invalid template strings array");return Bs!==void 0?Bs.createHTML(e):e}var Zs=(i,e)=>{let s=i.length-1,t=[],r,n=e===2?"<svg>":e===3?"<math>":"",a=Ct;for(let c=0;c<s;c++){let b=i[c],g,l,o=-1,A=0;for(;A<b.length&&(a.lastIndex=A,l=a.exec(b),l!==null);)A=a.lastIndex,a===Ct?l[1]==="!--"?a=Rs:l[1]!==void 0?a=Ps:l[2]!==void 0?(Fs.test(l[2])&&(r=RegExp("</"+l[2],"g")),a=st):l[3]!==void 0&&(a=st):a===st?l[0]===">"?(a=r??Ct,o=-1):l[1]===void 0?o=-2:(o=a.lastIndex-l[2].length,g=l[1],a=l[3]===void 0?st:l[3]==='"'?Ls:Ns):a===Ls||a===Ns?a=st:a===Rs||a===Ps?a=Ct:(a=st,r=void 0);let $=a===st&&i[c+1].startsWith("/>")?" ":"";n+=a===Ct?b+ui:o>=0?(t.push(g),b.slice(0,o)+ds+b.slice(o)+Ue+$):b+Ue+(o===-2?c:$)}return[qs(i,n+(i[s]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),t]},At=class i{constructor({strings:e,_$litType$:s},t){let r;this.parts=[];let n=0,a=0,c=e.length-1,b=this.parts,[g,l]=Zs(e,s);if(this.el=i.createElement(g,t),it.currentNode=this.el.content,s===2||s===3){let o=this.el.content.firstChild;o.replaceWith(...o.childNodes)}for(;(r=it.nextNode())!==null&&b.length<c;){if(r.nodeType===1){if(r.hasAttributes())for(let o of r.getAttributeNames())if(o.endsWith(ds)){let A=l[a++],$=r.getAttribute(o).split(Ue),y=/([.?@])?(.*)/.exec(A);b.push({type:1,index:n,name:y[2],strings:$,ctor:y[1]==="."?Gt:y[1]==="?"?Kt:y[1]==="@"?Qt:ot}),r.removeAttribute(o)}else o.startsWith(Ue)&&(b.push({type:6,index:n}),r.removeAttribute(o));if(Fs.test(r.tagName)){let o=r.textContent.split(Ue),A=o.length-1;if(A>0){r.textContent=Zt?Zt.emptyScript:"";for(let $=0;$<A;$++)r.append(o[$],kt()),it.nextNode(),b.push({type:2,index:++n});r.append(o[A],kt())}}}else if(r.nodeType===8)if(r.data===hs)b.push({type:2,index:n});else{let o=-1;for(;(o=r.data.indexOf(Ue,o+1))!==-1;)b.push({type:7,index:n}),o+=Ue.length-1}n++}}static createElement(e,s){let t=rt.createElement("template");return t.innerHTML=e,t}};function at(i,e,s=i,t){if(e===Te)return e;let r=t!==void 0?s._$Co?.[t]:s._$Cl,n=Tt(e)?void 0:e._$litDirective$;return r?.constructor!==n&&(r?._$AO?.(!1),n===void 0?r=void 0:(r=new n(i),r._$AT(i,s,t)),t!==void 0?(s._$Co??=[])[t]=r:s._$Cl=r),r!==void 0&&(e=at(i,r._$AS(i,e.values),r,t)),e}var Wt=class{constructor(e,s){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=s}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:s},parts:t}=this._$AD,r=(e?.creationScope??rt).importNode(s,!0);it.currentNode=r;let n=it.nextNode(),a=0,c=0,b=t[0];for(;b!==void 0;){if(a===b.index){let g;b.type===2?g=new ht(n,n.nextSibling,this,e):b.type===1?g=new b.ctor(n,b.name,b.strings,this,e):b.type===6&&(g=new Jt(n,this,e)),this._$AV.push(g),b=t[++c]}a!==b?.index&&(n=it.nextNode(),a++)}return it.currentNode=rt,r}p(e){let s=0;for(let t of this._$AV)t!==void 0&&(t.strings!==void 0?(t._$AI(e,t,s),s+=t.strings.length-2):t._$AI(e[s])),s++}},ht=class i{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,s,t,r){this.type=2,this._$AH=te,this._$AN=void 0,this._$AA=e,this._$AB=s,this._$AM=t,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,s=this._$AM;return s!==void 0&&e?.nodeType===11&&(e=s.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,s=this){e=at(this,e,s),Tt(e)?e===te||e==null||e===""?(this._$AH!==te&&this._$AR(),this._$AH=te):e!==this._$AH&&e!==Te&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):Vs(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==te&&Tt(this._$AH)?this._$AA.nextSibling.data=e:this.T(rt.createTextNode(e)),this._$AH=e}$(e){let{values:s,_$litType$:t}=e,r=typeof t=="number"?this._$AC(e):(t.el===void 0&&(t.el=At.createElement(qs(t.h,t.h[0]),this.options)),t);if(this._$AH?._$AD===r)this._$AH.p(s);else{let n=new Wt(r,this),a=n.u(this.options);n.p(s),this.T(a),this._$AH=n}}_$AC(e){let s=Hs.get(e.strings);return s===void 0&&Hs.set(e.strings,s=new At(e)),s}k(e){ms(this._$AH)||(this._$AH=[],this._$AR());let s=this._$AH,t,r=0;for(let n of e)r===s.length?s.push(t=new i(this.O(kt()),this.O(kt()),this,this.options)):t=s[r],t._$AI(n),r++;r<s.length&&(this._$AR(t&&t._$AB.nextSibling,r),s.length=r)}_$AR(e=this._$AA.nextSibling,s){for(this._$AP?.(!1,!0,s);e!==this._$AB;){let t=Us(e).nextSibling;Us(e).remove(),e=t}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},ot=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,s,t,r,n){this.type=1,this._$AH=te,this._$AN=void 0,this.element=e,this.name=s,this._$AM=r,this.options=n,t.length>2||t[0]!==""||t[1]!==""?(this._$AH=Array(t.length-1).fill(new String),this.strings=t):this._$AH=te}_$AI(e,s=this,t,r){let n=this.strings,a=!1;if(n===void 0)e=at(this,e,s,0),a=!Tt(e)||e!==this._$AH&&e!==Te,a&&(this._$AH=e);else{let c=e,b,g;for(e=n[0],b=0;b<n.length-1;b++)g=at(this,c[t+b],s,b),g===Te&&(g=this._$AH[b]),a||=!Tt(g)||g!==this._$AH[b],g===te?e=te:e!==te&&(e+=(g??"")+n[b+1]),this._$AH[b]=g}a&&!r&&this.j(e)}j(e){e===te?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},Gt=class extends ot{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===te?void 0:e}},Kt=class extends ot{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==te)}},Qt=class extends ot{constructor(e,s,t,r,n){super(e,s,t,r,n),this.type=5}_$AI(e,s=this){if((e=at(this,e,s,0)??te)===Te)return;let t=this._$AH,r=e===te&&t!==te||e.capture!==t.capture||e.once!==t.once||e.passive!==t.passive,n=e!==te&&(t===te||r);r&&this.element.removeEventListener(this.name,this,t),n&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},Jt=class{constructor(e,s,t){this.element=e,this.type=6,this._$AN=void 0,this._$AM=s,this.options=t}get _$AU(){return this._$AM._$AU}_$AI(e){at(this,e)}},Ws={M:ds,P:Ue,A:hs,C:1,L:Zs,R:Wt,D:Vs,V:at,I:ht,H:ot,N:Kt,U:Qt,B:Gt,F:Jt},gi=cs.litHtmlPolyfillSupport;gi?.(At,ht),(cs.litHtmlVersions??=[]).push("3.3.3");var Gs=(i,e,s)=>{let t=s?.renderBefore??e,r=t._$litPart$;if(r===void 0){let n=s?.renderBefore??null;t._$litPart$=r=new ht(e.insertBefore(kt(),n),n,void 0,s??{})}return r._$AI(i),r};/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var fs=globalThis,G=class extends Oe{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let s=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Gs(s,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return Te}};G._$litElement$=!0,G.finalized=!0,fs.litElementHydrateSupport?.({LitElement:G});var _i=fs.litElementPolyfillSupport;_i?.({LitElement:G});(fs.litElementVersions??=[]).push("4.2.2");/**
 * @license
 * Copyright 2022 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 *//**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var J=i=>(e,s)=>{s!==void 0?s.addInitializer(()=>{customElements.define(i,e)}):customElements.define(i,e)};/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var vi={attribute:!0,type:String,converter:wt,reflect:!1,hasChanged:qt},bi=(i=vi,e,s)=>{let{kind:t,metadata:r}=s,n=globalThis.litPropertyMetadata.get(r);if(n===void 0&&globalThis.litPropertyMetadata.set(r,n=new Map),t==="setter"&&((i=Object.create(i)).wrapped=!0),n.set(s.name,i),t==="accessor"){let{name:a}=s;return{set(c){let b=e.get.call(this);e.set.call(this,c),this.requestUpdate(a,b,i,!0,c)},init(c){return c!==void 0&&this.C(a,void 0,i,c),c}}}if(t==="setter"){let{name:a}=s;return function(c){let b=this[a];e.call(this,c),this.requestUpdate(a,b,i,!0,c)}}throw Error("Unsupported decorator location: "+t)};function f(i){return(e,s)=>typeof s=="object"?bi(i,e,s):((t,r,n)=>{let a=r.hasOwnProperty(n);return r.constructor.createProperty(n,t),a?Object.getOwnPropertyDescriptor(r,n):void 0})(i,e,s)}/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 *//**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 *//**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 *//**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 *//**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 *//**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 *//**
 * @license
 * Copyright 2021 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 *//**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 *//**
 * @license
 * Copyright 2018 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var H=i=>i??te;/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var mt={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},nt=i=>(...e)=>({_$litDirective$:i,values:e}),Ye=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,s,t){this._$Ct=e,this._$AM=s,this._$Ci=t}_$AS(e,s){return this.update(e,s)}update(e,s){return this.render(...s)}};/**
 * @license
 * Copyright 2018 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var Ks="important",xi=" !"+Ks,Ae=nt(class extends Ye{constructor(i){if(super(i),i.type!==mt.ATTRIBUTE||i.name!=="style"||i.strings?.length>2)throw Error("The `styleMap` directive must be used in the `style` attribute and must be the only part in the attribute.")}render(i){return Object.keys(i).reduce((e,s)=>{let t=i[s];return t==null?e:e+`${s=s.includes("-")?s:s.replace(/(?:^(webkit|moz|ms|o)|)(?=[A-Z])/g,"-$&").toLowerCase()}:${t};`},"")}update(i,[e]){let{style:s}=i.element;if(this.ft===void 0)return this.ft=new Set(Object.keys(e)),this.render(e);for(let t of this.ft)e[t]==null&&(this.ft.delete(t),t.includes("-")?s.removeProperty(t):s[t]=null);for(let t in e){let r=e[t];if(r!=null){this.ft.add(t);let n=typeof r=="string"&&r.endsWith(xi);t.includes("-")||n?s.setProperty(t,n?r.slice(0,-11):r,n?Ks:""):s[t]=r}}return Te}});/**
 * @license
 * Copyright 2021 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */function D(i,e,s){return i?e(i):s?.(i)}var Qs="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==",Js=()=>({});var Ee={default:Qs,blue:Qs},lt={},Xs="dark",Ys="cozy",ei="none",ti=new Map;/**
 * @license
 * Copyright 2020 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var{I:Ia}=Ws;var si=i=>i.strings===void 0;/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var Et=(i,e)=>{let s=i._$AN;if(s===void 0)return!1;for(let t of s)t._$AO?.(e,!1),Et(t,e);return!0},Yt=i=>{let e,s;do{if((e=i._$AM)===void 0)break;s=e._$AN,s.delete(i),i=e}while(s?.size===0)},ii=i=>{for(let e;e=i._$AM;i=e){let s=e._$AN;if(s===void 0)e._$AN=s=new Set;else if(s.has(i))break;s.add(i),wi(e)}};function yi(i){this._$AN!==void 0?(Yt(this),this._$AM=i,ii(this)):this._$AM=i}function $i(i,e=!1,s=0){let t=this._$AH,r=this._$AN;if(r!==void 0&&r.size!==0)if(e)if(Array.isArray(t))for(let n=s;n<t.length;n++)Et(t[n],!1),Yt(t[n]);else t!=null&&(Et(t,!1),Yt(t));else Et(this,i)}var wi=i=>{i.type==mt.CHILD&&(i._$AP??=$i,i._$AQ??=yi)},es=class extends Ye{constructor(){super(...arguments),this._$AN=void 0}_$AT(e,s,t){super._$AT(e,s,t),ii(this),this.isConnected=e._$AU}_$AO(e,s=!0){e!==this.isConnected&&(this.isConnected=e,e?this.reconnected?.():this.disconnected?.()),s&&(Et(this,e),Yt(this))}setValue(e){if(si(this._$Ct))this._$Ct._$AI(e,this);else{let s=[...this._$Ct._$AH];s[this._$Ci]=e,this._$Ct._$AI(s,this,0)}}disconnected(){}reconnected(){}};var us=class extends es{host;element;prevData={};eventData={};render(e){return te}update(e,[s]){this.element!==e.element&&(this.element=e.element),this.host=e.options?.host??this.element,this.apply(s),this.groom(s),this.prevData={...s}}apply(e){if(!e)return;let{prevData:s,element:t}=this;for(let[r,n]of Object.entries(e)){if(n===s[r])continue;let a=r.slice(1);switch(r[0]){case"@":this.eventData[a]=n,this.applyEvent(a,n);break;case".":t[a]=n;break;case"?":n?t.setAttribute(a,""):t.removeAttribute(a);break;default:n===null?t.removeAttribute(r):t.setAttribute(r,String(n));break}}}groom(e){let{prevData:s,element:t}=this;if(s)for(let[r,n]of Object.entries(s)){let a=r.slice(1);if(!e||!(r in e)&&t[a]===n)switch(r[0]){case"@":this.groomEvent(a,n);break;case".":t[a]=void 0;break;case"?":t.removeAttribute(a);break;default:t.removeAttribute(r);break}}}applyEvent(e,s){let{prevData:t,element:r}=this;this.eventData[e]=s,t[e]&&r.removeEventListener(e,this,s),r.addEventListener(e,this,s)}groomEvent(e,s){let{element:t}=this;Reflect.deleteProperty(this.eventData,e),t.removeEventListener(e,this,s)}handleEvent(e){let s=this.eventData[e.type];typeof s=="function"?s.call(this.host,e):s.handleEvent(e)}disconnected(){let{eventData:e,element:s}=this;for(let[t,r]of Object.entries(e)){let n=t.slice(1);s.removeEventListener(n,this,r)}}reconnected(){let{eventData:e,element:s}=this;for(let[t,r]of Object.entries(e)){let n=t.slice(1);s.addEventListener(n,this,r)}}},W=nt(us);var Ci=Z`
	<path
		fill="currentColor"
		d="M18.91 12.98a5.45 5.45 0 0 1 2.18 6.2c-.1.33-.09.68.1.96l.83 1.32a1 1 0 0 1-.84 1.54h-5.5A5.6 5.6 0 0 1 10 17.5a5.6 5.6 0 0 1 5.68-5.5c1.2 0 2.32.36 3.23.98Z"
	/>
	<path
		fill="currentColor"
		d="M19.24 10.86c.32.16.72-.02.74-.38L20 10c0-4.42-4.03-8-9-8s-9 3.58-9 8c0 1.5.47 2.91 1.28 4.11.14.21.12.49-.06.67l-1.51 1.51A1 1 0 0 0 2.4 18h5.1a.5.5 0 0 0 .49-.5c0-4.2 3.5-7.5 7.68-7.5 1.28 0 2.5.3 3.56.86Z"
	/>
`;function zt(i={}){return m`<svg
		${W(i)}
		class="discord-mention-icon"
		aria-hidden="false"
		width="24"
		height="24"
		viewBox="0 0 20 20"
		xmlns="http://www.w3.org/2000/svg"
	>
		${Ci}
	</svg>`}var ki=Z`
	<path
		fill="currentColor"
		fill-rule="evenodd"
		clip-rule="evenodd"
		d="M10.99 3.16A1 1 0 1 0 9 2.84L8.15 8H4a1 1 0 0 0 0 2h3.82l-.67 4H3a1 1 0 1 0 0 2h3.82l-.8 4.84a1 1 0 0 0 1.97.32L8.85 16h4.97l-.8 4.84a1 1 0 0 0 1.97.32l.86-5.16H20a1 1 0 1 0 0-2h-3.82l.67-4H21a1 1 0 1 0 0-2h-3.82l.8-4.84a1 1 0 1 0-1.97-.32L15.15 8h-4.97l.8-4.84ZM14.15 14l.67-4H9.85l-.67 4h4.97Z"
	/>
`;function Mt(i={}){return m`<svg
		${W(i)}
		class="discord-mention-icon"
		aria-hidden="false"
		width="24"
		height="24"
		viewBox="0 0 24 24"
		xmlns="http://www.w3.org/2000/svg"
	>
		${ki}
	</svg>`}var Ti=Z`
	<path
		fill="currentColor"
		d="M12 2.81a1 1 0 0 1 0-1.41l.36-.36a1 1 0 0 1 1.41 0l9.2 9.2a1 1 0 0 1 0 1.4l-.7.7a1 1 0 0 1-1.3.13l-9.54-6.72a1 1 0 0 1-.08-1.58l1-1L12 2.8ZM12 21.2a1 1 0 0 1 0 1.41l-.35.35a1 1 0 0 1-1.41 0l-9.2-9.19a1 1 0 0 1 0-1.41l.7-.7a1 1 0 0 1 1.3-.12l9.54 6.72a1 1 0 0 1 .07 1.58l-1 1 .35.36ZM15.66 16.8a1 1 0 0 1-1.38.28l-8.49-5.66A1 1 0 1 1 6.9 9.76l8.49 5.65a1 1 0 0 1 .27 1.39ZM17.1 14.25a1 1 0 1 0 1.11-1.66L9.73 6.93a1 1 0 0 0-1.11 1.66l8.49 5.66Z"
	/>
`;function It(i={}){return m`<svg
		${W(i)}
		class="discord-mention-icon"
		aria-hidden="false"
		width="24"
		height="24"
		viewBox="0 0 24 24"
		xmlns="http://www.w3.org/2000/svg"
	>
		${Ti}
	</svg>`}var Ai=Z`
	<path
		fill="currentColor"
		fill-rule="evenodd"
		clip-rule="evenodd"
		d="M6 9h1V6a5 5 0 0 1 10 0v3h1a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3v-8a3 3 0 0 1 3-3Zm9-3v3H9V6a3 3 0 1 1 6 0Zm-1 8a2 2 0 0 1-1 1.73V18a1 1 0 1 1-2 0v-2.27A2 2 0 1 1 14 14Z"
	/>
`;function jt(i={}){return m`<svg
		${W(i)}
		class="discord-mention-icon"
		aria-hidden="false"
		width="24"
		height="24"
		viewBox="0 0 24 24"
		xmlns="http://www.w3.org/2000/svg"
	>
		${Ai}
	</svg>`}var Ei=Z`
	<path
		fill="currentColor"
		d="M12 3a1 1 0 0 0-1-1h-.06a1 1 0 0 0-.74.32L5.92 7H3a1 1 0 0 0-1 1v8a1 1 0 0 0 1 1h2.92l4.28 4.68a1 1 0 0 0 .74.32H11a1 1 0 0 0 1-1V3ZM15.1 20.75c-.58.14-1.1-.33-1.1-.92v-.03c0-.5.37-.92.85-1.05a7 7 0 0 0 0-13.5A1.11 1.11 0 0 1 14 4.2v-.03c0-.6.52-1.06 1.1-.92a9 9 0 0 1 0 17.5Z"
	/>
	<path
		fill="currentColor"
		d="M15.16 16.51c-.57.28-1.16-.2-1.16-.83v-.14c0-.43.28-.8.63-1.02a3 3 0 0 0 0-5.04c-.35-.23-.63-.6-.63-1.02v-.14c0-.63.59-1.1 1.16-.83a5 5 0 0 1 0 9.02Z"
	/>
`;function St(i={}){return m`<svg
		${W(i)}
		class="discord-mention-icon"
		aria-hidden="false"
		width="24"
		height="24"
		viewBox="0 0 24 24"
		xmlns="http://www.w3.org/2000/svg"
	>
		${Ei}
	</svg>`}var pt=function(i,e,s,t,r,n){function a(x){if(x!==void 0&&typeof x!="function")throw new TypeError("Function expected");return x}for(var c=t.kind,b=c==="getter"?"get":c==="setter"?"set":"value",g=!e&&i?t.static?i:i.prototype:null,l=e||(g?Object.getOwnPropertyDescriptor(g,t.name):{}),o,A=!1,$=s.length-1;$>=0;$--){var y={};for(var u in t)y[u]=u==="access"?{}:t[u];for(var u in t.access)y.access[u]=t.access[u];y.addInitializer=function(x){if(A)throw new TypeError("Cannot add initializers after decoration has completed");n.push(a(x||null))};var h=(0,s[$])(c==="accessor"?{get:l.get,set:l.set}:l[b],y);if(c==="accessor"){if(h===void 0)continue;if(h===null||typeof h!="object")throw new TypeError("Object expected");(o=a(h.get))&&(l.get=o),(o=a(h.set))&&(l.set=o),(o=a(h.init))&&r.unshift(o)}else(o=a(h))&&(c==="field"?r.unshift(o):l[b]=o)}g&&Object.defineProperty(g,t.name,l),A=!0},ze=function(i,e,s){for(var t=arguments.length>2,r=0;r<e.length;r++)s=t?e[r].call(i,s):e[r].call(i);return t?s:void 0},ne="light-theme",Me="compact-mode",gs="no-background",bo=(()=>{let i=[J("discord-messages")],e,s=[],t,r=G,n,a=[],c=[],b,g=[],l=[],o,A=[],$=[],y,u=[],h=[],x,O=[],E=[];var V=class extends r{static{t=this}static{let w=typeof Symbol=="function"&&Symbol.metadata?Object.create(r[Symbol.metadata]??null):void 0;n=[xt({context:ne}),f({type:Boolean,reflect:!0,attribute:"light-theme"})],b=[xt({context:gs}),f({type:Boolean,reflect:!0,attribute:"no-background"})],o=[xt({context:Me}),f({type:Boolean,reflect:!0,attribute:"compact-mode"})],y=[f({reflect:!0,attribute:"channel-type"})],x=[f({reflect:!0,attribute:"channel-name"})],pt(this,null,n,{kind:"accessor",name:"lightTheme",static:!1,private:!1,access:{has:v=>"lightTheme"in v,get:v=>v.lightTheme,set:(v,B)=>{v.lightTheme=B}},metadata:w},a,c),pt(this,null,b,{kind:"accessor",name:"noBackground",static:!1,private:!1,access:{has:v=>"noBackground"in v,get:v=>v.noBackground,set:(v,B)=>{v.noBackground=B}},metadata:w},g,l),pt(this,null,o,{kind:"accessor",name:"compactMode",static:!1,private:!1,access:{has:v=>"compactMode"in v,get:v=>v.compactMode,set:(v,B)=>{v.compactMode=B}},metadata:w},A,$),pt(this,null,y,{kind:"accessor",name:"channelType",static:!1,private:!1,access:{has:v=>"channelType"in v,get:v=>v.channelType,set:(v,B)=>{v.channelType=B}},metadata:w},u,h),pt(this,null,x,{kind:"accessor",name:"channelName",static:!1,private:!1,access:{has:v=>"channelName"in v,get:v=>v.channelName,set:(v,B)=>{v.channelName=B}},metadata:w},O,E),pt(null,e={value:t},i,{kind:"class",name:t.name,metadata:w},null,s),V=t=e.value,w&&Object.defineProperty(t,Symbol.metadata,{enumerable:!0,configurable:!0,writable:!0,value:w})}static styles=K`
		:host {
			color: #fff;
			background-color: #36393e;
			display: block;
			font-size: 16px;
			font-family: 'Noto Sans', Whitney, 'Helvetica Neue', Helvetica, Roboto, Arial, sans-serif;
			line-height: 170%;
			border: 1px solid rgba(255, 255, 255, 0.05);
		}

		:host([light-theme]) {
			color: #747f8d;
			background-color: #fff;
			border-color: #dedede;
		}

		:host([no-background]) {
			background-color: unset;
		}

		::slotted(*) {
			padding-top: 0.125rem;
			padding-bottom: 0.125rem;
		}

		::slotted(*:first-child) {
			margin-top: 0.5rem;
		}

		::slotted(*:not(:first-child)) {
			margin-top: 1.0625rem;
		}

		:host([compact-mode]) ::slotted(*:not(:first-child)) {
			margin-top: unset;
		}

		::slotted(*:last-child) {
			margin-bottom: 0.5rem;
			border-bottom-width: 0;
		}

		:host .discord-channel-header {
			display: flex;
			align-items: center;
			padding: 0.5rem 1rem;
			box-shadow:
				0 2px 0 0 rgba(0, 0, 0, 0.05),
				0 1.5px 0 0 rgba(0, 0, 0, 0.05),
				0 1px 0 0 rgba(0, 0, 0, 0.16);
		}

		:host .discord-channel-icon {
			height: 24px;
			width: auto;
			margin: 0 8px;
			position: relative;
			flex: 0 0 auto;
			color: #80848e;
		}

		:host([light-theme]) .discord-channel-icon {
			color: #6d6f78;
		}

		:host .discord-channel-name {
			margin: 0 8px 0 0;
			flex: 0 0 auto;
			min-width: auto;
		}
	`;#e=ze(this,a,!1);get lightTheme(){return this.#e}set lightTheme(w){this.#e=w}#t=(ze(this,c),ze(this,g,!1));get noBackground(){return this.#t}set noBackground(w){this.#t=w}#s=(ze(this,l),ze(this,A,!1));get compactMode(){return this.#s}set compactMode(w){this.#s=w}#i=(ze(this,$),ze(this,u,void 0));get channelType(){return this.#i}set channelType(w){this.#i=w}#r=(ze(this,h),ze(this,O,void 0));get channelName(){return this.#r}set channelName(w){this.#r=w}connectedCallback(){super.connectedCallback(),(this.lightTheme||Xs==="light"&&this.lightTheme)&&(this.lightTheme=!0),(this.compactMode||Ys==="compact"&&this.compactMode)&&(this.compactMode=!0),(this.noBackground||ei==="none"&&this.noBackground)&&(this.noBackground=!0)}render(){let w;switch(this.channelType){case"text":w=m`${Mt()}`;break;case"voice":w=m`${St()}`;break;case"locked":w=m`${jt()}`;break;case"thread":w=m`${It()}`;break;case"forum":w=m`${zt()}`;break}return m`
			${D(this.channelType&&this.channelName,()=>m`<div class="discord-channel-header">
						<div class="discord-channel-icon">${w}</div>
						<div class="discord-channel-name">${this.channelName}</div>
					</div>`)}
			<slot></slot>
		`}constructor(){super(...arguments),ze(this,E)}static{ze(t,s)}};return V=t})();var zi=new Intl.DateTimeFormat("en-US",{day:"2-digit",month:"2-digit",year:"numeric"}),Mi=new Intl.DateTimeFormat("en-US",{hour12:!0,hour:"2-digit",minute:"2-digit"}),Ii=new Intl.DateTimeFormat("en-US",{hour12:!1,hour:"2-digit",minute:"2-digit"}),ji=i=>i instanceof Date?zi.format(i):i,Si=(i,e=!1)=>i instanceof Date?e?Ii.format(i):Mi.format(i):i;function ft(i,e=!1,s=!1){if(!(i instanceof Date)&&typeof i!="string")throw new TypeError("Timestamp prop must be a Date object or a string.");return e?Si(i,s):ji(i)}var Di=/(?:<(?<animated>a)?:(?<name>\w{2,32}):)?(?<id>\d{17,21})>?/;function ut(i){let e=Js().emojis?.[i];if(e)return e;let s=Di.exec(i);if(s?.groups){let{name:t,id:r,animated:n}=s.groups,a=n?"gif":"png";return{name:t,url:""}}}function ts(i){if(i)return ti.get(i)??i}var Oi=Z`
	<path
		fill="currentColor"
		d="M56 50.6667V13.3333C56 10.4 53.6 8 50.6667 8H13.3333C10.4 8 8 10.4 8 13.3333V50.6667C8 53.6 10.4 56 13.3333 56H50.6667C53.6 56 56 53.6 56 50.6667ZM22.6667 36L29.3333 44.0267L38.6667 32L50.6667 48H13.3333L22.6667 36Z"
	/>
`;function Dt(i={}){return m`<svg ${W(i)} aria-hidden="false" width="64" height="64" viewBox="0 0 64 64">${Oi}</svg>`}var Ui=Z`
	<path
		fill="currentColor"
		fill-rule="evenodd"
		clip-rule="evenodd"
		d="M5 3C3.89543 3 3 3.89543 3 5V19C3 20.1046 3.89543 21 5 21H19C20.1046 21 21 20.1046 21 19V5C21 3.89543 20.1046 3 19 3H5ZM16.8995 8.41419L15.4853 6.99998L7 15.4853L8.41421 16.8995L16.8995 8.41419Z"
	/>
`;function Ot(i){return m`<svg ${W(i||{})} class="discord-command-icon" aria-hidden="false" width="24" height="24" viewBox="0 0 24 24">
		${Ui}
	</svg>`}var Bi=Z`
	<path
		d="M0.809739 3.59646L5.12565 0.468433C5.17446 0.431163 5.23323 0.408043 5.2951 0.401763C5.35698 0.395482 5.41943 0.406298 5.4752 0.432954C5.53096 0.45961 5.57776 0.50101 5.61013 0.552343C5.64251 0.603676 5.65914 0.662833 5.6581 0.722939V2.3707C10.3624 2.3707 11.2539 5.52482 11.3991 7.21174C11.4028 7.27916 11.3848 7.34603 11.3474 7.40312C11.3101 7.46021 11.2554 7.50471 11.1908 7.53049C11.1262 7.55626 11.0549 7.56204 10.9868 7.54703C10.9187 7.53201 10.857 7.49695 10.8104 7.44666C8.72224 5.08977 5.6581 5.63359 5.6581 5.63359V7.28135C5.65831 7.34051 5.64141 7.39856 5.60931 7.44894C5.5772 7.49932 5.53117 7.54004 5.4764 7.5665C5.42163 7.59296 5.3603 7.60411 5.29932 7.59869C5.23834 7.59328 5.18014 7.57151 5.13128 7.53585L0.809739 4.40892C0.744492 4.3616 0.691538 4.30026 0.655067 4.22975C0.618596 4.15925 0.599609 4.08151 0.599609 4.00269C0.599609 3.92386 0.618596 3.84612 0.655067 3.77562C0.691538 3.70511 0.744492 3.64377 0.809739 3.59646Z"
		fill="currentColor"
	/>
`;function _s(i={}){return m`<svg ${W(i)} class="discord-reply-icon" aria-hidden="false" width="12" height="8" viewBox="0 0 12 8">${Bi}</svg>`}var Ri=Z`
	<path d="M7.4,11.17,4,8.62,5,7.26l2,1.53L10.64,4l1.36,1Z" fill="currentColor" />
`;function Ie(i={}){return m`<svg
		${W(i)}
		class="discord-application-tag-verified"
		aria-label="Verified App"
		aria-hidden="false"
		width="16"
		height="16"
		viewBox="0 0 16 15.2"
		xmlns="http://www.w3.org/2000/svg"
	>
		${Ri}
	</svg>`}var re=function(i,e,s,t,r,n){function a(x){if(x!==void 0&&typeof x!="function")throw new TypeError("Function expected");return x}for(var c=t.kind,b=c==="getter"?"get":c==="setter"?"set":"value",g=!e&&i?t.static?i:i.prototype:null,l=e||(g?Object.getOwnPropertyDescriptor(g,t.name):{}),o,A=!1,$=s.length-1;$>=0;$--){var y={};for(var u in t)y[u]=u==="access"?{}:t[u];for(var u in t.access)y.access[u]=t.access[u];y.addInitializer=function(x){if(A)throw new TypeError("Cannot add initializers after decoration has completed");n.push(a(x||null))};var h=(0,s[$])(c==="accessor"?{get:l.get,set:l.set}:l[b],y);if(c==="accessor"){if(h===void 0)continue;if(h===null||typeof h!="object")throw new TypeError("Object expected");(o=a(h.get))&&(l.get=o),(o=a(h.set))&&(l.set=o),(o=a(h.init))&&r.unshift(o)}else(o=a(h))&&(c==="field"?r.unshift(o):l[b]=o)}g&&Object.defineProperty(g,t.name,l),A=!0},q=function(i,e,s){for(var t=arguments.length>2,r=0;r<e.length;r++)s=t?e[r].call(i,s):e[r].call(i);return t?s:void 0},ri=(()=>{let i=[J("discord-reply")],e,s=[],t,r=G,n,a=[],c=[],b,g=[],l=[],o,A=[],$=[],y,u=[],h=[],x,O=[],E=[],V,w=[],v=[],B,ie=[],ae=[],oe,le=[],ce=[],de,he=[],me=[],pe,fe=[],ue=[],ge,_e=[],ve=[],be,xe=[],ye=[],$e,U=[],k=[],L,j=[],C=[],F,Pe=[],Ne=[],Le,He=[],Ve=[],Fe,qe=[],Ze=[],We,Ge=[],Ke=[];var Qe=class extends r{static{t=this}static{let I=typeof Symbol=="function"&&Symbol.metadata?Object.create(r[Symbol.metadata]??null):void 0;n=[f()],b=[f()],o=[f()],y=[f({type:Boolean})],x=[f({type:Boolean})],V=[f({type:Boolean,attribute:"official-app"})],B=[f({type:Boolean})],oe=[f({type:Boolean})],de=[f({type:Boolean})],pe=[f({attribute:"role-color"})],ge=[f({type:Boolean})],be=[f({type:Boolean})],$e=[f({type:Boolean})],L=[f({attribute:"clan-icon"})],F=[f({attribute:"clan-tag"})],Le=[f({type:Boolean,reflect:!0})],Fe=[ee({context:ne}),f({type:Boolean,reflect:!0,attribute:"light-theme"})],We=[ee({context:Me}),f({type:Boolean,reflect:!0,attribute:"compact-mode"})],re(this,null,n,{kind:"accessor",name:"profile",static:!1,private:!1,access:{has:_=>"profile"in _,get:_=>_.profile,set:(_,S)=>{_.profile=S}},metadata:I},a,c),re(this,null,b,{kind:"accessor",name:"author",static:!1,private:!1,access:{has:_=>"author"in _,get:_=>_.author,set:(_,S)=>{_.author=S}},metadata:I},g,l),re(this,null,o,{kind:"accessor",name:"avatar",static:!1,private:!1,access:{has:_=>"avatar"in _,get:_=>_.avatar,set:(_,S)=>{_.avatar=S}},metadata:I},A,$),re(this,null,y,{kind:"accessor",name:"bot",static:!1,private:!1,access:{has:_=>"bot"in _,get:_=>_.bot,set:(_,S)=>{_.bot=S}},metadata:I},u,h),re(this,null,x,{kind:"accessor",name:"server",static:!1,private:!1,access:{has:_=>"server"in _,get:_=>_.server,set:(_,S)=>{_.server=S}},metadata:I},O,E),re(this,null,V,{kind:"accessor",name:"officialApp",static:!1,private:!1,access:{has:_=>"officialApp"in _,get:_=>_.officialApp,set:(_,S)=>{_.officialApp=S}},metadata:I},w,v),re(this,null,B,{kind:"accessor",name:"op",static:!1,private:!1,access:{has:_=>"op"in _,get:_=>_.op,set:(_,S)=>{_.op=S}},metadata:I},ie,ae),re(this,null,oe,{kind:"accessor",name:"verified",static:!1,private:!1,access:{has:_=>"verified"in _,get:_=>_.verified,set:(_,S)=>{_.verified=S}},metadata:I},le,ce),re(this,null,de,{kind:"accessor",name:"edited",static:!1,private:!1,access:{has:_=>"edited"in _,get:_=>_.edited,set:(_,S)=>{_.edited=S}},metadata:I},he,me),re(this,null,pe,{kind:"accessor",name:"roleColor",static:!1,private:!1,access:{has:_=>"roleColor"in _,get:_=>_.roleColor,set:(_,S)=>{_.roleColor=S}},metadata:I},fe,ue),re(this,null,ge,{kind:"accessor",name:"command",static:!1,private:!1,access:{has:_=>"command"in _,get:_=>_.command,set:(_,S)=>{_.command=S}},metadata:I},_e,ve),re(this,null,be,{kind:"accessor",name:"attachment",static:!1,private:!1,access:{has:_=>"attachment"in _,get:_=>_.attachment,set:(_,S)=>{_.attachment=S}},metadata:I},xe,ye),re(this,null,$e,{kind:"accessor",name:"mentions",static:!1,private:!1,access:{has:_=>"mentions"in _,get:_=>_.mentions,set:(_,S)=>{_.mentions=S}},metadata:I},U,k),re(this,null,L,{kind:"accessor",name:"clanIcon",static:!1,private:!1,access:{has:_=>"clanIcon"in _,get:_=>_.clanIcon,set:(_,S)=>{_.clanIcon=S}},metadata:I},j,C),re(this,null,F,{kind:"accessor",name:"clanTag",static:!1,private:!1,access:{has:_=>"clanTag"in _,get:_=>_.clanTag,set:(_,S)=>{_.clanTag=S}},metadata:I},Pe,Ne),re(this,null,Le,{kind:"accessor",name:"deleted",static:!1,private:!1,access:{has:_=>"deleted"in _,get:_=>_.deleted,set:(_,S)=>{_.deleted=S}},metadata:I},He,Ve),re(this,null,Fe,{kind:"accessor",name:"lightTheme",static:!1,private:!1,access:{has:_=>"lightTheme"in _,get:_=>_.lightTheme,set:(_,S)=>{_.lightTheme=S}},metadata:I},qe,Ze),re(this,null,We,{kind:"accessor",name:"compactMode",static:!1,private:!1,access:{has:_=>"compactMode"in _,get:_=>_.compactMode,set:(_,S)=>{_.compactMode=S}},metadata:I},Ge,Ke),re(null,e={value:t},i,{kind:"class",name:t.name,metadata:I},null,s),Qe=t=e.value,I&&Object.defineProperty(t,Symbol.metadata,{enumerable:!0,configurable:!0,writable:!0,value:I})}static styles=K`
		:host {
			color: #b9bbbe;
			display: flex;
			font-size: 0.875rem;
			font-family: 'Noto Sans', Whitney, 'Helvetica Neue', Helvetica, Roboto, Arial, sans-serif;

			padding-top: 2px;
			margin-left: 56px;
			margin-bottom: 4px;
			align-items: center;
			line-height: 1.125rem;
			position: relative;
			white-space: pre;
			user-select: none;
		}

		:host([light-theme]) {
			color: #4f5660;
		}

		:host([compact-mode]),
		:host([deleted]) {
			margin-left: 62px;
			margin-bottom: 0;
		}

		:host:before {
			content: '';
			display: block;
			position: absolute;
			top: 50%;
			right: 100%;
			bottom: 0;
			left: -36px;
			margin-right: 4px;
			margin-top: -1px;
			margin-left: -1px;
			margin-bottom: -2px;
			border-left: 2px solid #4f545c !important;
			border-bottom: 0 solid #4f545c !important;
			border-right: 0 solid #4f545c !important;
			border-top: 2px solid #4f545c !important;
			border-top-left-radius: 6px;
		}

		:host([light-theme]):before {
			border-color: #747f8d !important;
		}

		.discord-replied-message-avatar,
		.discord-reply-badge {
			-webkit-box-flex: 0;
			-ms-flex: 0 0 auto;
			flex: 0 0 auto;
			width: 16px;
			height: 16px;
			border-radius: 50%;
			user-select: none;
			margin-right: 0.25rem;
		}

		.discord-reply-badge {
			display: flex;
			align-items: center;
			justify-content: center;
			color: #b9bbbe;
			background: #202225;
		}

		:host([light-theme]) .discord-reply-badge {
			color: #4f5660;
			background: #e3e5e8;
		}

		:host .discord-clan-tag {
			background-color: oklab(0.431937 0.00109309 -0.0132537 / 0.8);
			color: #fff;
			font-size: 12px;
			font-weight: 500;
			margin-right: 0.25rem;
			border-radius: 4px;
			line-height: 100%;
			text-transform: uppercase;
			justify-content: space-between;
			display: inline-flex;
			align-items: center;
			padding: 0 0.275rem;
			margin-top: 0.075em;
			height: 1.2rem;
			opacity: 0.55;
			transition: background-color 100ms ease-in-out;
			cursor: pointer;
		}

		:host .discord-clan-tag:hover {
			background-color: oklab(0.431937 0.00109309 -0.0132537 / 0.5);
		}

		:host([light-theme]) .discord-clan-tag {
			opacity: 0.65;
			background-color: hsl(0 calc(1 * 0%) 0.8%/0.09);
			color: #000;
		}

		:host([light-theme]) .discord-clan-tag:hover {
			background-color: hsl(0 calc(1 * 0%) 0.8%/0.03);
		}

		:host .discord-clan-tag svg,
		:host .discord-clan-tag img {
			display: inline-flex;
			align-items: center;
			margin-right: 0.25rem;
			right: 0.25rem;
		}

		:host .discord-clan-tag span {
			display: inline-flex;
			align-items: center;
			user-select: none;
			-webkit-user-select: none;
			line-height: 1rem !important;
		}

		.discord-application-tag {
			background-color: hsl(235, 85.6%, 64.7%);
			color: #fff;
			font-size: 0.625rem;
			margin-right: 0.25rem;
			line-height: 100%;
			text-transform: uppercase;

			/* Use flex layout to ensure both verified icon and "BOT" text are aligned to center */
			display: flex;
			align-items: center;

			/* Styling taken through Inspect Element on Discord client for Windows */
			height: 0.9375rem;
			padding: 0 0.275rem;
			margin-top: 0.075em;
			border-radius: 0.1875rem;
		}

		:host([compact-mode]) .discord-application-tag {
			margin-right: 0.25rem;
		}

		.discord-application-tag .discord-application-tag-verified {
			width: 0.9375rem;
			height: 0.9375rem;
			margin-left: -0.1rem;
		}

		.discord-application-tag.discord-application-tag-op {
			background-color: #c9cdfb;
			color: #4752c4;
			border-radius: 0.4rem;
		}

		.discord-replied-message-username {
			flex-shrink: 0;
			font-size: inherit;
			line-height: inherit;
			margin-right: 0.25rem;
			opacity: 0.64;
			font-weight: 500;
			color: #fff;
		}

		.discord-replied-message-username:hover {
			text-decoration: underline;
			cursor: pointer;
		}

		.discord-replied-message-content {
			color: inherit;
			font-size: inherit;
			line-height: inherit;
			white-space: pre;
			text-overflow: ellipsis;
			user-select: none;
			cursor: pointer;
		}

		.discord-replied-deleted-message-content {
			color: inherit;
			font-size: inherit;
			line-height: inherit;
			white-space: pre;
			text-overflow: ellipsis;
		}

		.discord-message-edited {
			color: #72767d;
			font-size: 10px;
		}

		:host([light-theme]) .discord-message-edited {
			color: #99aab5;
		}

		.discord-replied-message-content:hover {
			color: #fff;
		}

		:host([light-theme]) .discord-replied-message-content:hover {
			color: #000;
		}

		:host .discord-replied-message-content .discord-message-edited {
			margin-left: 0.25rem;
		}

		.discord-replied-message-content-icon {
			-webkit-box-flex: 0;
			-ms-flex: 0 0 auto;
			flex: 0 0 auto;
			width: 20px;
			height: 20px;
			margin-left: 4px;
		}
	`;#e=q(this,a,void 0);get profile(){return this.#e}set profile(I){this.#e=I}#t=(q(this,c),q(this,g,"User"));get author(){return this.#t}set author(I){this.#t=I}#s=(q(this,l),q(this,A,void 0));get avatar(){return this.#s}set avatar(I){this.#s=I}#i=(q(this,$),q(this,u,!1));get bot(){return this.#i}set bot(I){this.#i=I}#r=(q(this,h),q(this,O,!1));get server(){return this.#r}set server(I){this.#r=I}#a=(q(this,E),q(this,w,!1));get officialApp(){return this.#a}set officialApp(I){this.#a=I}#o=(q(this,v),q(this,ie,!1));get op(){return this.#o}set op(I){this.#o=I}#n=(q(this,ae),q(this,le,!1));get verified(){return this.#n}set verified(I){this.#n=I}#l=(q(this,ce),q(this,he,!1));get edited(){return this.#l}set edited(I){this.#l=I}#c=(q(this,me),q(this,fe,void 0));get roleColor(){return this.#c}set roleColor(I){this.#c=I}#d=(q(this,ue),q(this,_e,!1));get command(){return this.#d}set command(I){this.#d=I}#h=(q(this,ve),q(this,xe,!1));get attachment(){return this.#h}set attachment(I){this.#h=I}#m=(q(this,ye),q(this,U,!1));get mentions(){return this.#m}set mentions(I){this.#m=I}#p=(q(this,k),q(this,j,void 0));get clanIcon(){return this.#p}set clanIcon(I){this.#p=I}#f=(q(this,C),q(this,Pe,void 0));get clanTag(){return this.#f}set clanTag(I){this.#f=I}#u=(q(this,Ne),q(this,He,!1));get deleted(){return this.#u}set deleted(I){this.#u=I}#g=(q(this,Ve),q(this,qe,!1));get lightTheme(){return this.#g}set lightTheme(I){this.#g=I}#_=(q(this,Ze),q(this,Ge,!1));get compactMode(){return this.#_}set compactMode(I){this.#_=I}resolveAvatar(I){return Ee[I]??I??Ee.default}render(){let I={author:this.author,bot:this.bot,verified:this.verified,officialApp:this.officialApp,op:this.op,server:this.server,roleColor:this.roleColor,clanIcon:this.clanIcon,clanTag:this.clanTag},_=Reflect.get(lt,this.profile)??{},S={...I,..._,avatar:this.resolveAvatar(_.avatar??this.avatar)},De=ts(S.clanIcon),Je=S.clanTag?.slice(0,4),tt=m`
			${D(S.bot&&!S.server&&!S.officialApp,()=>m`<span class="discord-application-tag">${S.verified?Ie():""}App</span>`)}
			${D(S.server&&!S.bot&&!S.officialApp,()=>m`<span class="discord-application-tag">Server</span>`)}
			${D(S.officialApp&&!S.server&&!S.bot,()=>m`<span class="discord-application-tag">${Ie()}OFFICIAL</span>`)}
		`;return m`${D(this.compactMode||this.deleted,()=>m`<div class="discord-reply-badge">${_s()}</div>`,()=>m`<img class="discord-replied-message-avatar" src="${H(S.avatar)}" alt="${H(S.author)}" />`)}
		${D(this.deleted,()=>m`<div class="discord-replied-deleted-message-content"><em>Original message was deleted</em></div>`,()=>m`${tt}
					<span class="discord-replied-message-username" style=${Ae({color:S.roleColor})}
						>${D(this.mentions,()=>"@")}${S.author}</span
					>
					${D(S.clanIcon&&S.clanTag&&S.clanTag?.length>0,()=>m`<span class="discord-clan-tag">
								${De==="string"?m`<img
											srcset=${H(De)}
											alt=${H(Je)}
											width="12"
											height="12"
											draggable="false"
										/>`:De}
								<span>${Je}</span>
							</span>`)}
					<!-- display: inline -->
					<div class="discord-replied-message-content"
						><slot></slot>${D(this.edited,()=>m`<span class="discord-message-edited">(edited)</span>`)}</div
					>
					${D(this.command,()=>Ot({class:"discord-replied-message-content-icon"}),()=>D(this.attachment,()=>Dt({class:"discord-replied-message-content-icon"})))}`)}`}constructor(){super(...arguments),q(this,Ke)}static{q(t,s)}};return Qe=t})();var Pi=Z`
	<path d="M4.61241 0L6 0.845294L1.38759 10L0 9.15471L4.61241 0Z" fill="currentColor" />
`;function vs(i={}){return m`<svg ${W(i)} class="discord-command-icon" aria-hidden="false" width="6" height="10" viewBox="0 0 6 10" fill="none">
		${Pi}
	</svg>`}var Ni=Z`
	<path fill="currentColor" d="M2.06 7.61c-.25.95.31 1.92 1.26 2.18l4.3 1.15c.94.25 1.91-.31 2.17-1.26l1.15-4.3c.25-.94-.31-1.91-1.26-2.17l-4.3-1.15c-.94-.25-1.91.31-2.17 1.26l-1.15 4.3ZM12.98 7.87a2 2 0 0 0 1.75 2.95H20a2 2 0 0 0 1.76-2.95l-2.63-4.83a2 2 0 0 0-3.51 0l-2.63 4.83ZM5.86 13.27a.89.89 0 0 1 1.28 0l.75.77a.9.9 0 0 0 .54.26l1.06.12c.5.06.85.52.8 1.02l-.13 1.08c-.02.2.03.42.14.6l.56.92c.27.43.14 1-.28 1.26l-.9.58a.92.92 0 0 0-.37.48l-.36 1.02a.9.9 0 0 1-1.15.57l-1-.36a.89.89 0 0 0-.6 0l-1 .36a.9.9 0 0 1-1.15-.57l-.36-1.02a.92.92 0 0 0-.37-.48l-.9-.58a.93.93 0 0 1-.28-1.26l.56-.93c.11-.17.16-.38.14-.59l-.12-1.08c-.06-.5.3-.96.8-1.02l1.05-.12a.9.9 0 0 0 .54-.26l.75-.77ZM18.52 13.71a1.1 1.1 0 0 0-2.04 0l-.46 1.24c-.19.5-.57.88-1.07 1.07l-1.24.46a1.1 1.1 0 0 0 0 2.04l1.24.46c.5.19.88.57 1.07 1.07l.46 1.24c.35.95 1.7.95 2.04 0l.46-1.24c.19-.5.57-.88 1.07-1.07l1.24-.46a1.1 1.1 0 0 0 0-2.04l-1.24-.46a1.8 1.8 0 0 1-1.07-1.07l-.46-1.24Z">
	</path>
`;function bs(i={}){return m`<svg ${W(i)} class="discord-command-icon-name" aria-hidden="false" width="10" height="10" viewBox="0 0 24 24" fill="none">
		${Ni}
	</svg>`}var Li=Z`
	<path fill="currentColor" d="M5.3 9.3a1 1 0 0 1 1.4 0l5.3 5.29 5.3-5.3a1 1 0 1 1 1.4 1.42l-6 6a1 1 0 0 1-1.4 0l-6-6a1 1 0 0 1 0-1.42Z"></path>
`;function ss(i={}){return m`<svg ${W(i)} aria-hidden="false" width="18" height="18" viewBox="0 0 24 24" xmlns="http://www.w3.org/2000/svg">
		${Li}
	</svg>`}var Hi=Z`
	<path fill="color-mix( in oklab, hsl(215 calc(1 * 8.8%) 73.3% / 1) 100%, black 0%" d="M12 22a10 10 0 1 0-8.45-4.64c.13.19.11.44-.04.61l-2.06 2.37A1 1 0 0 0 2.2 22H12Z" class="">
    </path>
`;function xs(i={}){return m`<svg ${W(i)} aria-hidden="false" width="16" height="16" viewBox="0 0 24 24" fill="none">${Hi}</svg>`}var se=function(i,e,s,t,r,n){function a(x){if(x!==void 0&&typeof x!="function")throw new TypeError("Function expected");return x}for(var c=t.kind,b=c==="getter"?"get":c==="setter"?"set":"value",g=!e&&i?t.static?i:i.prototype:null,l=e||(g?Object.getOwnPropertyDescriptor(g,t.name):{}),o,A=!1,$=s.length-1;$>=0;$--){var y={};for(var u in t)y[u]=u==="access"?{}:t[u];for(var u in t.access)y.access[u]=t.access[u];y.addInitializer=function(x){if(A)throw new TypeError("Cannot add initializers after decoration has completed");n.push(a(x||null))};var h=(0,s[$])(c==="accessor"?{get:l.get,set:l.set}:l[b],y);if(c==="accessor"){if(h===void 0)continue;if(h===null||typeof h!="object")throw new TypeError("Object expected");(o=a(h.get))&&(l.get=o),(o=a(h.set))&&(l.set=o),(o=a(h.init))&&r.unshift(o)}else(o=a(h))&&(c==="field"?r.unshift(o):l[b]=o)}g&&Object.defineProperty(g,t.name,l),A=!0},N=function(i,e,s){for(var t=arguments.length>2,r=0;r<e.length;r++)s=t?e[r].call(i,s):e[r].call(i);return t?s:void 0},Tn=(()=>{let i=[J("discord-command")],e,s=[],t,r=G,n,a=[],c=[],b,g=[],l=[],o,A=[],$=[],y,u=[],h=[],x,O=[],E=[],V,w=[],v=[],B,ie=[],ae=[],oe,le=[],ce=[],de,he=[],me=[],pe,fe=[],ue=[],ge,_e=[],ve=[],be,xe=[],ye=[],$e,U=[],k=[],L,j=[],C=[],F,Pe=[],Ne=[],Le,He=[],Ve=[],Fe,qe=[],Ze=[],We,Ge=[],Ke=[],Qe,I=[],_=[],S,De=[],Je=[];var tt=class extends r{static{t=this}static{let M=typeof Symbol=="function"&&Symbol.metadata?Object.create(r[Symbol.metadata]??null):void 0;n=[f({attribute:"profile"})],b=[f({attribute:"author"})],o=[f({attribute:"avatar"})],y=[f({attribute:"role-color"})],x=[f({attribute:"command"})],V=[f({attribute:"type"})],B=[f({attribute:"context-user-profile"})],oe=[f({attribute:"context-user-name"})],de=[f({attribute:"context-user-image"})],pe=[f({attribute:"context-user-role-color"})],ge=[f({type:Boolean,attribute:"context-user-bot"})],be=[f({type:Boolean,attribute:"context-user-bot-verified"})],$e=[f({type:Boolean,attribute:"context-command-reply"})],L=[f({type:Boolean,attribute:"context-attachment-reply"})],F=[f({type:String,attribute:"context-message-reply"})],Le=[f({type:Boolean,attribute:"context-message-deleted"})],Fe=[f({type:Boolean,attribute:"context-user-application-official"})],We=[f({type:Boolean,attribute:"context-user-server"})],Qe=[ee({context:Me}),f({type:Boolean,reflect:!0,attribute:"compact-mode"})],S=[ee({context:ne}),f({type:Boolean,reflect:!0,attribute:"light-theme"})],se(this,null,n,{kind:"accessor",name:"profile",static:!1,private:!1,access:{has:p=>"profile"in p,get:p=>p.profile,set:(p,P)=>{p.profile=P}},metadata:M},a,c),se(this,null,b,{kind:"accessor",name:"author",static:!1,private:!1,access:{has:p=>"author"in p,get:p=>p.author,set:(p,P)=>{p.author=P}},metadata:M},g,l),se(this,null,o,{kind:"accessor",name:"avatar",static:!1,private:!1,access:{has:p=>"avatar"in p,get:p=>p.avatar,set:(p,P)=>{p.avatar=P}},metadata:M},A,$),se(this,null,y,{kind:"accessor",name:"roleColor",static:!1,private:!1,access:{has:p=>"roleColor"in p,get:p=>p.roleColor,set:(p,P)=>{p.roleColor=P}},metadata:M},u,h),se(this,null,x,{kind:"accessor",name:"command",static:!1,private:!1,access:{has:p=>"command"in p,get:p=>p.command,set:(p,P)=>{p.command=P}},metadata:M},O,E),se(this,null,V,{kind:"accessor",name:"type",static:!1,private:!1,access:{has:p=>"type"in p,get:p=>p.type,set:(p,P)=>{p.type=P}},metadata:M},w,v),se(this,null,B,{kind:"accessor",name:"contextUserProfile",static:!1,private:!1,access:{has:p=>"contextUserProfile"in p,get:p=>p.contextUserProfile,set:(p,P)=>{p.contextUserProfile=P}},metadata:M},ie,ae),se(this,null,oe,{kind:"accessor",name:"contextUserName",static:!1,private:!1,access:{has:p=>"contextUserName"in p,get:p=>p.contextUserName,set:(p,P)=>{p.contextUserName=P}},metadata:M},le,ce),se(this,null,de,{kind:"accessor",name:"contextUserAvatar",static:!1,private:!1,access:{has:p=>"contextUserAvatar"in p,get:p=>p.contextUserAvatar,set:(p,P)=>{p.contextUserAvatar=P}},metadata:M},he,me),se(this,null,pe,{kind:"accessor",name:"contextUserRoleColor",static:!1,private:!1,access:{has:p=>"contextUserRoleColor"in p,get:p=>p.contextUserRoleColor,set:(p,P)=>{p.contextUserRoleColor=P}},metadata:M},fe,ue),se(this,null,ge,{kind:"accessor",name:"contextUserBot",static:!1,private:!1,access:{has:p=>"contextUserBot"in p,get:p=>p.contextUserBot,set:(p,P)=>{p.contextUserBot=P}},metadata:M},_e,ve),se(this,null,be,{kind:"accessor",name:"contextUserBotVerified",static:!1,private:!1,access:{has:p=>"contextUserBotVerified"in p,get:p=>p.contextUserBotVerified,set:(p,P)=>{p.contextUserBotVerified=P}},metadata:M},xe,ye),se(this,null,$e,{kind:"accessor",name:"contextCommandReply",static:!1,private:!1,access:{has:p=>"contextCommandReply"in p,get:p=>p.contextCommandReply,set:(p,P)=>{p.contextCommandReply=P}},metadata:M},U,k),se(this,null,L,{kind:"accessor",name:"contextAttachmentReply",static:!1,private:!1,access:{has:p=>"contextAttachmentReply"in p,get:p=>p.contextAttachmentReply,set:(p,P)=>{p.contextAttachmentReply=P}},metadata:M},j,C),se(this,null,F,{kind:"accessor",name:"contextMessageReply",static:!1,private:!1,access:{has:p=>"contextMessageReply"in p,get:p=>p.contextMessageReply,set:(p,P)=>{p.contextMessageReply=P}},metadata:M},Pe,Ne),se(this,null,Le,{kind:"accessor",name:"contextMessageDeleted",static:!1,private:!1,access:{has:p=>"contextMessageDeleted"in p,get:p=>p.contextMessageDeleted,set:(p,P)=>{p.contextMessageDeleted=P}},metadata:M},He,Ve),se(this,null,Fe,{kind:"accessor",name:"contextUserOfficialApplication",static:!1,private:!1,access:{has:p=>"contextUserOfficialApplication"in p,get:p=>p.contextUserOfficialApplication,set:(p,P)=>{p.contextUserOfficialApplication=P}},metadata:M},qe,Ze),se(this,null,We,{kind:"accessor",name:"contextUserServer",static:!1,private:!1,access:{has:p=>"contextUserServer"in p,get:p=>p.contextUserServer,set:(p,P)=>{p.contextUserServer=P}},metadata:M},Ge,Ke),se(this,null,Qe,{kind:"accessor",name:"compactMode",static:!1,private:!1,access:{has:p=>"compactMode"in p,get:p=>p.compactMode,set:(p,P)=>{p.compactMode=P}},metadata:M},I,_),se(this,null,S,{kind:"accessor",name:"lightTheme",static:!1,private:!1,access:{has:p=>"lightTheme"in p,get:p=>p.lightTheme,set:(p,P)=>{p.lightTheme=P}},metadata:M},De,Je),se(null,e={value:t},i,{kind:"class",name:t.name,metadata:M},null,s),tt=t=e.value,M&&Object.defineProperty(t,Symbol.metadata,{enumerable:!0,configurable:!0,writable:!0,value:M})}static styles=[ri.styles,K`
			:host .discord-slash-command-name {
				color: color-mix(in oklab, hsl(200 calc(1 * 100%) 49.4% / 1) 100%, black 0%) !important;
				font-weight: 500;
				background-color: #3c4270;
				border-radius: 3px;
				display: flex;
				padding: 0 5px;
				align-items: center;
				gap: 2px;
				cursor: default;
			}

			:host .discord-slash-command-name:hover {
				color: #fffffd !important;
				background-color: #5865f2;
			}

			.discord-context-command-name {
				color: color-mix(in oklab, hsl(200 calc(1 * 100%) 49.4% / 1) 100%, black 0%) !important;
				opacity: 0.64;
				cursor: default;
				font-weight: 500;
			}

			.discord-arrow-right-icon {
				transform: rotate(267deg);
				width: 12px;
				height: 12px;
				fill: none;
				margin-right: 2px;
				margin-left: 2px;
				margin-top: 3px;
			}

			.discord-context-user {
				display: flex;
				align-items: center;
				margin-top: 3px;
			}

			.discord-message-margintop {
				margin-top: 3px;
			}

			:host .discord-message-deleted {
				color: rgb(185, 187, 190) !important;
				cursor: default;
			}

			:host .discord-replied-message-username {
				margin-right: 0;
			}

			:host([light-theme]) .discord-replied-message-username {
				color: rgb(46, 51, 56);
			}

			:host([compact-mode]) .discord-context-user {
				display: flex;
				align-items: center;
				margin: 0 !important;
			}

			:host([compact-mode]) .discord-message-margintop {
				margin-top: 0 !important;
			}
		`];#e=N(this,a,void 0);get profile(){return this.#e}set profile(M){this.#e=M}#t=(N(this,c),N(this,g,"User"));get author(){return this.#t}set author(M){this.#t=M}#s=(N(this,l),N(this,A,void 0));get avatar(){return this.#s}set avatar(M){this.#s=M}#i=(N(this,$),N(this,u,void 0));get roleColor(){return this.#i}set roleColor(M){this.#i=M}#r=(N(this,h),N(this,O,void 0));get command(){return this.#r}set command(M){this.#r=M}#a=(N(this,E),N(this,w,"slash_command"));get type(){return this.#a}set type(M){this.#a=M}#o=(N(this,v),N(this,ie,void 0));get contextUserProfile(){return this.#o}set contextUserProfile(M){this.#o=M}#n=(N(this,ae),N(this,le,"User"));get contextUserName(){return this.#n}set contextUserName(M){this.#n=M}#l=(N(this,ce),N(this,he,void 0));get contextUserAvatar(){return this.#l}set contextUserAvatar(M){this.#l=M}#c=(N(this,me),N(this,fe,void 0));get contextUserRoleColor(){return this.#c}set contextUserRoleColor(M){this.#c=M}#d=(N(this,ue),N(this,_e,!1));get contextUserBot(){return this.#d}set contextUserBot(M){this.#d=M}#h=(N(this,ve),N(this,xe,!1));get contextUserBotVerified(){return this.#h}set contextUserBotVerified(M){this.#h=M}#m=(N(this,ye),N(this,U,!1));get contextCommandReply(){return this.#m}set contextCommandReply(M){this.#m=M}#p=(N(this,k),N(this,j,!1));get contextAttachmentReply(){return this.#p}set contextAttachmentReply(M){this.#p=M}#f=(N(this,C),N(this,Pe,void 0));get contextMessageReply(){return this.#f}set contextMessageReply(M){this.#f=M}#u=(N(this,Ne),N(this,He,!1));get contextMessageDeleted(){return this.#u}set contextMessageDeleted(M){this.#u=M}#g=(N(this,Ve),N(this,qe,!1));get contextUserOfficialApplication(){return this.#g}set contextUserOfficialApplication(M){this.#g=M}#_=(N(this,Ze),N(this,Ge,!1));get contextUserServer(){return this.#_}set contextUserServer(M){this.#_=M}#v=(N(this,Ke),N(this,I,!1));get compactMode(){return this.#v}set compactMode(M){this.#v=M}#b=(N(this,_),N(this,De,!1));get lightTheme(){return this.#b}set lightTheme(M){this.#b=M}validCommandTypes=(N(this,Je),new Set(["user_command","message_command","slash_command"]));checkType(){if(this.type){if(typeof this.type!="string")throw new TypeError("DiscordCommand `type` prop must be a string.");if(!this.validCommandTypes.has(this.type))throw new RangeError("DiscordCommand `type` prop must be one of: 'uer_command', 'message_command' or 'slash_command'")}}resolveAvatar(M){return Ee[M]??M??Ee.default}render(){this.checkType();let M={author:this.author,bot:!1,verified:!1,server:!1,roleColor:this.roleColor},p=Reflect.get(lt,this.profile)??{},P={...M,...p,avatar:this.resolveAvatar(p.avatar??this.avatar)},Pt={author:this.contextUserName,bot:this.contextUserBot,verified:this.contextUserBotVerified,server:!1,roleColor:this.contextUserRoleColor},vt=Reflect.get(lt,this.contextUserProfile)??{},Ce={...Pt,...vt,avatar:this.resolveAvatar(vt.avatar??this.contextUserAvatar)},Nt=this.contextMessageDeleted?m`<em class="discord-message-deleted">Original message was deleted</em>`:this.contextMessageReply;return m`
			${D(this.compactMode,()=>m`<div class="discord-reply-badge">${vs()}</div>`,()=>m`<img class="discord-replied-message-avatar" src="${H(P.avatar)}" alt="${H(P.author)}" />`)}
			<span class="discord-replied-message-username" style=${Ae({color:P.roleColor??""})}>${P.author}</span>
			<span> used </span>
			${D(this.type==="slash_command",()=>m`<div class="discord-replied-message-content discord-slash-command-name">
						${bs()}<span>${this.command}</span>
					</div>`)}
			${D(this.type==="user_command",()=>m`<div class="discord-replied-message-content discord-context-command-name"><span>${this.command}</span></div>
						${ss({class:"discord-arrow-right-icon"})}
						<div class="discord-context-user">
							${D(!this.compactMode,()=>m`<img
										class="discord-replied-message-avatar"
										src="${H(Ce.avatar)}"
										alt="${H(Ce.author)}"
									/>`)}
							<span class="discord-replied-message-username" style=${Ae({color:Ce.roleColor??""})}
								>${Ce.author}</span
							>
						</div>`)}
			${D(this.type==="message_command",()=>m`<div class="discord-replied-message-content discord-context-command-name"><span>${this.command}</span></div>
						${ss({class:"discord-arrow-right-icon"})}
						${D(!this.contextMessageDeleted,()=>m`<div class="discord-context-user">
									${D(!this.compactMode,()=>D(!this.contextUserOfficialApplication,()=>m`<img
													class="discord-replied-message-avatar"
													src="${H(Ce.avatar)}"
													alt="${H(Ce.author)}"
												/>`,()=>m`<img
													class="discord-replied-message-avatar"
													src="${H(Ee.blue)}"
													alt="OFFICIALAPPLICATION"
												/>`))}
									${D(Ce.bot,()=>m`<span class="discord-application-tag">${Ce.verified?Ie():""}App</span>`,()=>D(this.contextUserServer,()=>m`<span class="discord-application-tag">SERVER</span>`,()=>D(this.contextUserOfficialApplication,()=>m`<span class="discord-application-tag">${Ie()}OFFICIAL</span>`)))}
									<span class="discord-replied-message-username" style=${Ae({color:Ce.roleColor??""})}
										>${Ce.author}</span
									><span></span>
								</div>`,()=>D(this.contextMessageDeleted,()=>xs({class:"discord-message-margintop",style:"margin-right: 3px;"})))}
						<div class="discord-replied-message-content discord-message-margintop">${Nt}</div>
						${D(this.contextCommandReply&&!this.contextMessageDeleted,()=>Ot({class:"discord-replied-message-content-icon discord-message-margintop"}),()=>D(this.contextAttachmentReply,()=>Dt({class:"discord-replied-message-content-icon discord-message-margintop"})))} `)}
		`}static{N(t,s)}};return tt=t})();/**
 * @license
 * Copyright 2018 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var et=nt(class extends Ye{constructor(i){if(super(i),i.type!==mt.ATTRIBUTE||i.name!=="class"||i.strings?.length>2)throw Error("`classMap()` can only be used in the `class` attribute and must be the only part in the attribute.")}render(i){return" "+Object.keys(i).filter(e=>i[e]).join(" ")+" "}update(i,[e]){if(this.st===void 0){this.st=new Set,i.strings!==void 0&&(this.nt=new Set(i.strings.join(" ").split(/\s/).filter(t=>t!=="")));for(let t in e)e[t]&&!this.nt?.has(t)&&this.st.add(t);return this.render(e)}let s=i.element.classList;for(let t of this.st)t in e||(s.remove(t),this.st.delete(t));for(let t in e){let r=!!e[t];r===this.st.has(t)||this.nt?.has(t)||(r?(s.add(t),this.st.add(t)):(s.remove(t),this.st.delete(t)))}return Te}});var gt=function(i,e,s,t,r,n){function a(x){if(x!==void 0&&typeof x!="function")throw new TypeError("Function expected");return x}for(var c=t.kind,b=c==="getter"?"get":c==="setter"?"set":"value",g=!e&&i?t.static?i:i.prototype:null,l=e||(g?Object.getOwnPropertyDescriptor(g,t.name):{}),o,A=!1,$=s.length-1;$>=0;$--){var y={};for(var u in t)y[u]=u==="access"?{}:t[u];for(var u in t.access)y.access[u]=t.access[u];y.addInitializer=function(x){if(A)throw new TypeError("Cannot add initializers after decoration has completed");n.push(a(x||null))};var h=(0,s[$])(c==="accessor"?{get:l.get,set:l.set}:l[b],y);if(c==="accessor"){if(h===void 0)continue;if(h===null||typeof h!="object")throw new TypeError("Object expected");(o=a(h.get))&&(l.get=o),(o=a(h.set))&&(l.set=o),(o=a(h.init))&&r.unshift(o)}else(o=a(h))&&(c==="field"?r.unshift(o):l[b]=o)}g&&Object.defineProperty(g,t.name,l),A=!0},je=function(i,e,s){for(var t=arguments.length>2,r=0;r<e.length;r++)s=t?e[r].call(i,s):e[r].call(i);return t?s:void 0},Nn=(()=>{let i=[J("discord-custom-emoji")],e,s=[],t,r=G,n,a=[],c=[],b,g=[],l=[],o,A=[],$=[],y,u=[],h=[],x,O=[],E=[];var V=class extends r{static{t=this}static{let w=typeof Symbol=="function"&&Symbol.metadata?Object.create(r[Symbol.metadata]??null):void 0;n=[f()],b=[f()],o=[f({attribute:!1})],y=[f({type:Boolean,attribute:"embed-emoji"})],x=[f({type:Boolean,attribute:"jumbo"})],gt(this,null,n,{kind:"accessor",name:"name",static:!1,private:!1,access:{has:v=>"name"in v,get:v=>v.name,set:(v,B)=>{v.name=B}},metadata:w},a,c),gt(this,null,b,{kind:"accessor",name:"url",static:!1,private:!1,access:{has:v=>"url"in v,get:v=>v.url,set:(v,B)=>{v.url=B}},metadata:w},g,l),gt(this,null,o,{kind:"accessor",name:"customEmojisMap",static:!1,private:!1,access:{has:v=>"customEmojisMap"in v,get:v=>v.customEmojisMap,set:(v,B)=>{v.customEmojisMap=B}},metadata:w},A,$),gt(this,null,y,{kind:"accessor",name:"embedEmoji",static:!1,private:!1,access:{has:v=>"embedEmoji"in v,get:v=>v.embedEmoji,set:(v,B)=>{v.embedEmoji=B}},metadata:w},u,h),gt(this,null,x,{kind:"accessor",name:"jumbo",static:!1,private:!1,access:{has:v=>"jumbo"in v,get:v=>v.jumbo,set:(v,B)=>{v.jumbo=B}},metadata:w},O,E),gt(null,e={value:t},i,{kind:"class",name:t.name,metadata:w},null,s),V=t=e.value,w&&Object.defineProperty(t,Symbol.metadata,{enumerable:!0,configurable:!0,writable:!0,value:w})}static styles=K`
		.discord-custom-emoji {
			display: inline-block;
			cursor: pointer;
		}

		.discord-custom-emoji .discord-custom-emoji-image {
			object-fit: contain;
			width: 1.375rem;
			height: 1.375rem;
			vertical-align: bottom;
		}

		.discord-custom-emoji .discord-custom-jumbo-emoji-image {
			width: 3rem;
			height: 3rem;
			min-height: 3rem;
		}

		.discord-embed-custom-emoji {
			display: inline-block;
		}

		.discord-embed-custom-emoji .discord-embed-custom-emoji-image {
			width: 18px;
			height: 18px;
			vertical-align: bottom;
		}
	`;#e=je(this,a,void 0);get name(){return this.#e}set name(w){this.#e=w}#t=(je(this,c),je(this,g,void 0));get url(){return this.#t}set url(w){this.#t=w}#s=(je(this,l),je(this,A,{}));get customEmojisMap(){return this.#s}set customEmojisMap(w){this.#s=w}#i=(je(this,$),je(this,u,void 0));get embedEmoji(){return this.#i}set embedEmoji(w){this.#i=w}#r=(je(this,h),je(this,O,void 0));get jumbo(){return this.#r}set jumbo(w){this.#r=w}willUpdate(){if(!this.url&&this.name){let w=ut(this.name)??this.customEmojisMap[this.name];w&&(this.url??=w.url??"",this.embedEmoji??=w.embedEmoji??!1)}}render(){let w=`:${this.name}:`;return m`<span
			class=${et({"discord-embed-custom-emoji":this.embedEmoji,"discord-custom-emoji":!this.embedEmoji})}
			><img
				aria-label=${w}
				src=${H(this.url)}
				alt=${w}
				draggable="false"
				class=${et({"discord-embed-custom-emoji-image":this.embedEmoji,"discord-custom-emoji-image":!this.embedEmoji,"discord-custom-jumbo-emoji-image":this.jumbo})}
		/></span> `}constructor(){super(...arguments),je(this,E)}static{je(t,s)}};return V=t})();var ke=function(i,e,s,t,r,n){function a(x){if(x!==void 0&&typeof x!="function")throw new TypeError("Function expected");return x}for(var c=t.kind,b=c==="getter"?"get":c==="setter"?"set":"value",g=!e&&i?t.static?i:i.prototype:null,l=e||(g?Object.getOwnPropertyDescriptor(g,t.name):{}),o,A=!1,$=s.length-1;$>=0;$--){var y={};for(var u in t)y[u]=u==="access"?{}:t[u];for(var u in t.access)y.access[u]=t.access[u];y.addInitializer=function(x){if(A)throw new TypeError("Cannot add initializers after decoration has completed");n.push(a(x||null))};var h=(0,s[$])(c==="accessor"?{get:l.get,set:l.set}:l[b],y);if(c==="accessor"){if(h===void 0)continue;if(h===null||typeof h!="object")throw new TypeError("Object expected");(o=a(h.get))&&(l.get=o),(o=a(h.set))&&(l.set=o),(o=a(h.init))&&r.unshift(o)}else(o=a(h))&&(c==="field"?r.unshift(o):l[b]=o)}g&&Object.defineProperty(g,t.name,l),A=!0},X=function(i,e,s){for(var t=arguments.length>2,r=0;r<e.length;r++)s=t?e[r].call(i,s):e[r].call(i);return t?s:void 0},Yn=(()=>{let i=[J("discord-embed")],e,s=[],t,r=G,n,a=[],c=[],b,g=[],l=[],o,A=[],$=[],y,u=[],h=[],x,O=[],E=[],V,w=[],v=[],B,ie=[],ae=[],oe,le=[],ce=[],de,he=[],me=[],pe,fe=[],ue=[],ge,_e=[],ve=[],be,xe=[],ye=[];var $e=class extends r{static{t=this}static{let U=typeof Symbol=="function"&&Symbol.metadata?Object.create(r[Symbol.metadata]??null):void 0;n=[f()],b=[f({attribute:"author-name"})],o=[f({attribute:"author-image"})],y=[f({attribute:"author-url"})],x=[f({attribute:"embed-title"})],V=[f({attribute:!1})],B=[f()],oe=[f()],de=[f()],pe=[f()],ge=[f()],be=[ee({context:ne,subscribe:!0}),f({type:Boolean,reflect:!0,attribute:"light-theme"})],ke(this,null,n,{kind:"accessor",name:"color",static:!1,private:!1,access:{has:k=>"color"in k,get:k=>k.color,set:(k,L)=>{k.color=L}},metadata:U},a,c),ke(this,null,b,{kind:"accessor",name:"authorName",static:!1,private:!1,access:{has:k=>"authorName"in k,get:k=>k.authorName,set:(k,L)=>{k.authorName=L}},metadata:U},g,l),ke(this,null,o,{kind:"accessor",name:"authorImage",static:!1,private:!1,access:{has:k=>"authorImage"in k,get:k=>k.authorImage,set:(k,L)=>{k.authorImage=L}},metadata:U},A,$),ke(this,null,y,{kind:"accessor",name:"authorUrl",static:!1,private:!1,access:{has:k=>"authorUrl"in k,get:k=>k.authorUrl,set:(k,L)=>{k.authorUrl=L}},metadata:U},u,h),ke(this,null,x,{kind:"accessor",name:"embedTitle",static:!1,private:!1,access:{has:k=>"embedTitle"in k,get:k=>k.embedTitle,set:(k,L)=>{k.embedTitle=L}},metadata:U},O,E),ke(this,null,V,{kind:"accessor",name:"embedEmojisMap",static:!1,private:!1,access:{has:k=>"embedEmojisMap"in k,get:k=>k.embedEmojisMap,set:(k,L)=>{k.embedEmojisMap=L}},metadata:U},w,v),ke(this,null,B,{kind:"accessor",name:"url",static:!1,private:!1,access:{has:k=>"url"in k,get:k=>k.url,set:(k,L)=>{k.url=L}},metadata:U},ie,ae),ke(this,null,oe,{kind:"accessor",name:"thumbnail",static:!1,private:!1,access:{has:k=>"thumbnail"in k,get:k=>k.thumbnail,set:(k,L)=>{k.thumbnail=L}},metadata:U},le,ce),ke(this,null,de,{kind:"accessor",name:"image",static:!1,private:!1,access:{has:k=>"image"in k,get:k=>k.image,set:(k,L)=>{k.image=L}},metadata:U},he,me),ke(this,null,pe,{kind:"accessor",name:"video",static:!1,private:!1,access:{has:k=>"video"in k,get:k=>k.video,set:(k,L)=>{k.video=L}},metadata:U},fe,ue),ke(this,null,ge,{kind:"accessor",name:"provider",static:!1,private:!1,access:{has:k=>"provider"in k,get:k=>k.provider,set:(k,L)=>{k.provider=L}},metadata:U},_e,ve),ke(this,null,be,{kind:"accessor",name:"lightTheme",static:!1,private:!1,access:{has:k=>"lightTheme"in k,get:k=>k.lightTheme,set:(k,L)=>{k.lightTheme=L}},metadata:U},xe,ye),ke(null,e={value:t},i,{kind:"class",name:t.name,metadata:U},null,s),$e=t=e.value,U&&Object.defineProperty(t,Symbol.metadata,{enumerable:!0,configurable:!0,writable:!0,value:U})}static styles=K`
		:host {
			color: #dcddde;
			display: flex;
			font-size: 13px;
			line-height: 150%;
			margin-bottom: 8px;
			margin-top: 8px;
		}

		:host([light-theme]) {
			color: #2e3338;
		}

		:host .discord-left-border {
			background-color: #202225;
			border-radius: 4px 0 0 4px;
			flex-shrink: 0;
			width: 4px;
		}

		:host([light-theme]) .discord-left-border {
			background-color: #e3e5e8;
		}

		:host .discord-embed-root {
			display: grid;
			grid-auto-flow: row;
			grid-row-gap: 0.25rem;
			min-height: 0;
			min-width: 0;
			text-indent: 0;
		}

		:host .discord-embed-wrapper {
			background-color: #2f3136;
			max-width: 520px;
			border: 1px solid rgba(46, 48, 54, 0.6);
			border-radius: 0 4px 4px 0;
			justify-self: start;
			align-self: start;
			display: grid;
			box-sizing: border-box;
		}

		:host([light-theme]) .discord-embed-wrapper {
			background-color: rgb(242, 243, 245);
			border-color: rgba(205, 205, 205, 0.3);
		}

		:host .discord-embed-wrapper .discord-embed-grid {
			display: inline-grid;
			grid-template-columns: auto -webkit-min-content;
			grid-template-columns: auto min-content;
			grid-template-columns: auto;
			grid-template-rows: auto;
			padding: 0.5rem 1rem 1rem 0.75rem;
		}

		:host .discord-embed-thumbnail {
			border-radius: 4px;
			flex-shrink: 0;
			grid-column: 2/2;
			grid-row: 1/8;
			justify-self: end;
			margin-left: 16px;
			margin-top: 8px;
			max-height: 80px;
			max-width: 80px;
			object-fit: contain;
			object-position: top center;
		}

		:host .discord-embed-author {
			-webkit-box-align: center;
			align-items: center;
			color: #fff;
			font-size: 14px;
			display: flex;
			font-weight: 600;
			grid-column: 1 / 1;
			margin-top: 8px;
			min-width: 0;
		}

		:host([light-theme]) .discord-embed-author {
			color: #060607;
		}

		:host .discord-embed-author a {
			color: #fff;
			font-weight: 600;
			text-decoration: none;
		}

		:host .discord-embed-author a:hover {
			text-decoration: underline;
		}

		:host([light-theme]) .discord-embed-author a {
			color: #060607;
		}

		:host .discord-embed-author .discord-author-image {
			border-radius: 50%;
			height: 24px;
			margin-right: 8px;
			width: 24px;
		}

		:host .discord-embed-author-block,
		:host .discord-embed-author-block > span {
			max-width: 95%;
		}

		:host .discord-embed-provider {
			font-size: 0.75rem;
			line-height: 1rem;
			font-weight: 400;
			grid-column: 1/1;
			margin-top: 8px;
			unicode-bidi: plaintext;
			text-align: left;
		}

		:host([light-theme]) .discord-embed-provider {
			color: #4f545c;
		}

		:host .discord-embed-title {
			-webkit-box-align: center;
			align-items: center;
			color: #fff;
			display: inline-block;
			font-size: 1rem;
			font-weight: 600;
			grid-column: 1 / 1;
			margin-top: 8px;
			min-width: 0;
		}

		:host([light-theme]) .discord-embed-title {
			color: #060607;
		}

		:host .discord-embed-title a {
			color: #00aff4;
			font-weight: 600;
			text-decoration: none;
		}

		:host .discord-embed-title a:hover {
			text-decoration: underline;
		}

		:host .discord-embed-image {
			border-radius: 4px;
			max-width: 300px;
			max-height: 300px;
		}

		:host .discord-embed-media {
			border-radius: 4px;
			contain: paint;
			display: block;
			grid-column: 1/1;
			margin-top: 16px;
		}

		:host .discord-embed-media.discord-embed-media-video {
			height: 225px;
		}

		:host .discord-embed.media .discord-embed-image {
			overflow: hidden;
			position: relative;
			user-select: text;
		}

		:host .discord-embed-media .discord-embed-video {
			-webkit-box-align: center;
			-webkit-box-pack: center;
			align-items: center;
			border-radius: 0;
			cursor: pointer;
			display: flex;
			height: 100%;
			justify-content: center;
			max-height: 100%;
			width: 100%;

			width: 400px;
			height: 225px;
			left: 0px;
			top: 0px;
		}

		.discord-embed-custom-emoji {
			display: inline-block;
		}

		.discord-embed-custom-emoji .discord-embed-custom-emoji-image {
			width: 18px;
			height: 18px;
			vertical-align: bottom;
		}

		slot[name='footer']::slotted(*) {
			grid-column: 1/3;
			grid-row: auto/auto;
		}
	`;#e=X(this,a,void 0);get color(){return this.#e}set color(U){this.#e=U}#t=(X(this,c),X(this,g,void 0));get authorName(){return this.#t}set authorName(U){this.#t=U}#s=(X(this,l),X(this,A,void 0));get authorImage(){return this.#s}set authorImage(U){this.#s=U}#i=(X(this,$),X(this,u,void 0));get authorUrl(){return this.#i}set authorUrl(U){this.#i=U}#r=(X(this,h),X(this,O,void 0));get embedTitle(){return this.#r}set embedTitle(U){this.#r=U}#a=(X(this,E),X(this,w,{}));get embedEmojisMap(){return this.#a}set embedEmojisMap(U){this.#a=U}#o=(X(this,v),X(this,ie,void 0));get url(){return this.#o}set url(U){this.#o=U}#n=(X(this,ae),X(this,le,void 0));get thumbnail(){return this.#n}set thumbnail(U){this.#n=U}#l=(X(this,ce),X(this,he,void 0));get image(){return this.#l}set image(U){this.#l=U}#c=(X(this,me),X(this,fe,void 0));get video(){return this.#c}set video(U){this.#c=U}#d=(X(this,ue),X(this,_e,void 0));get provider(){return this.#d}set provider(U){this.#d=U}#h=(X(this,ve),X(this,xe,!1));get lightTheme(){return this.#h}set lightTheme(U){this.#h=U}render(){let U=this.parseTitle(this.authorName),k=this.parseTitle(this.embedTitle);return m`<div style=${Ae({"background-color":this.color})} class="discord-left-border"></div>
			<div class="discord-embed-root">
				<div class="discord-embed-wrapper">
					<div class="discord-embed-grid">
						${D(this.provider,()=>m`<div class="discord-embed-provider">${this.provider}</div>`)}
						${D(U,()=>m`<div class="discord-embed-author">
									${D(this.authorImage,()=>m`<img src=${H(this.authorImage)} alt="" class="discord-author-image" />`)}
									${D(this.authorUrl,()=>m`<a
												href=${H(this.authorUrl)}
												target="_blank"
												rel="noopener noreferrer"
												class="discord-embed-author-block"
											>
												<span class="discord-embed-author-block">${U}</span>
											</a>`,()=>m`<span class="discord-embed-author-block">${U}</span>`)}
								</div>`)}
						${D(k,()=>m`<div class="discord-embed-title">
									${this.url?m`<a href="${this.url}" target="_blank" rel="noopener noreferrer"> ${k} </a>`:m`${k}`}
								</div>`)}
						<slot name="description"></slot>
						<slot name="fields"></slot>
						${D(this.image||this.video,()=>m`<div class=${et({"discord-embed-media":!0,"discord-embed-media-video":!!this.video})}>
									${this.renderMedia()}
								</div>`)}
						${D(this.thumbnail,()=>m`<img src=${H(this.thumbnail)} alt="" class="discord-embed-thumbnail" />`)}
						<slot name="footer"></slot>
					</div>
				</div>
			</div>`}renderMedia(){return this.video?m`
				<video
					controls
					muted
					preload="none"
					poster=${H(this.image)}
					src=${H(this.video)}
					height="225"
					width="400"
					class="discord-embed-video"
				>
					<img src=${H(this.image)} alt="Discord embed media" class="discord-embed-image" />
				</video>
			`:this.image?m`<img src=${H(this.image)} alt="Discord embed media" class="discord-embed-image" />`:null}parseTitle(U){if(!U)return null;let k=[],L="";for(let j of U.split(`
`)){for(let C of j.split(" ")){let F=ut(C)??this.embedEmojisMap[C]??{};F.name?k.push(m`<discord-custom-emoji name=${F.name} url=${H(F.url)} embed-emoji></discord-custom-emoji>`):L+=`${C} `,L===" "&&k.push(m`<br />`)}k.push(L),L=""}return k.map(j=>typeof j=="string"?m`<span>${j}</span>`:j)}constructor(){super(...arguments),X(this,ye)}static{X(t,s)}};return $e=t})();var Vi=function(i,e,s,t,r,n){function a(x){if(x!==void 0&&typeof x!="function")throw new TypeError("Function expected");return x}for(var c=t.kind,b=c==="getter"?"get":c==="setter"?"set":"value",g=!e&&i?t.static?i:i.prototype:null,l=e||(g?Object.getOwnPropertyDescriptor(g,t.name):{}),o,A=!1,$=s.length-1;$>=0;$--){var y={};for(var u in t)y[u]=u==="access"?{}:t[u];for(var u in t.access)y.access[u]=t.access[u];y.addInitializer=function(x){if(A)throw new TypeError("Cannot add initializers after decoration has completed");n.push(a(x||null))};var h=(0,s[$])(c==="accessor"?{get:l.get,set:l.set}:l[b],y);if(c==="accessor"){if(h===void 0)continue;if(h===null||typeof h!="object")throw new TypeError("Object expected");(o=a(h.get))&&(l.get=o),(o=a(h.set))&&(l.set=o),(o=a(h.init))&&r.unshift(o)}else(o=a(h))&&(c==="field"?r.unshift(o):l[b]=o)}g&&Object.defineProperty(g,t.name,l),A=!0},Fi=function(i,e,s){for(var t=arguments.length>2,r=0;r<e.length;r++)s=t?e[r].call(i,s):e[r].call(i);return t?s:void 0},rl=(()=>{let i=[J("discord-embed-description")],e,s=[],t,r=G;var n=class extends r{static{t=this}static{let a=typeof Symbol=="function"&&Symbol.metadata?Object.create(r[Symbol.metadata]??null):void 0;Vi(null,e={value:t},i,{kind:"class",name:t.name,metadata:a},null,s),n=t=e.value,a&&Object.defineProperty(t,Symbol.metadata,{enumerable:!0,configurable:!0,writable:!0,value:a})}static styles=K`
		:host {
			font-size: 0.875rem;
			font-weight: 400;
			grid-column: 1/1;
			line-height: 1.125rem;
			margin-top: 8px;
			min-width: 0;
		}
	`;render(){return m`<slot></slot>`}static{Fi(t,s)}};return n=t})();var _t=function(i,e,s,t,r,n){function a(x){if(x!==void 0&&typeof x!="function")throw new TypeError("Function expected");return x}for(var c=t.kind,b=c==="getter"?"get":c==="setter"?"set":"value",g=!e&&i?t.static?i:i.prototype:null,l=e||(g?Object.getOwnPropertyDescriptor(g,t.name):{}),o,A=!1,$=s.length-1;$>=0;$--){var y={};for(var u in t)y[u]=u==="access"?{}:t[u];for(var u in t.access)y.access[u]=t.access[u];y.addInitializer=function(x){if(A)throw new TypeError("Cannot add initializers after decoration has completed");n.push(a(x||null))};var h=(0,s[$])(c==="accessor"?{get:l.get,set:l.set}:l[b],y);if(c==="accessor"){if(h===void 0)continue;if(h===null||typeof h!="object")throw new TypeError("Object expected");(o=a(h.get))&&(l.get=o),(o=a(h.set))&&(l.set=o),(o=a(h.init))&&r.unshift(o)}else(o=a(h))&&(c==="field"?r.unshift(o):l[b]=o)}g&&Object.defineProperty(g,t.name,l),A=!0},Se=function(i,e,s){for(var t=arguments.length>2,r=0;r<e.length;r++)s=t?e[r].call(i,s):e[r].call(i);return t?s:void 0},ul=(()=>{let i=[J("discord-embed-field")],e,s=[],t,r=G,n,a=[],c=[],b,g=[],l=[],o,A=[],$=[],y,u=[],h=[],x,O=[],E=[];var V=class extends r{static{t=this}static{let w=typeof Symbol=="function"&&Symbol.metadata?Object.create(r[Symbol.metadata]??null):void 0;n=[f({reflect:!0,attribute:"field-title"})],b=[f({attribute:!1})],o=[f({type:Boolean,reflect:!0,attribute:"inline"})],y=[f({type:Number,reflect:!0,attribute:"inline-index"})],x=[ee({context:ne,subscribe:!0}),f({type:Boolean,reflect:!0,attribute:"light-theme"})],_t(this,null,n,{kind:"accessor",name:"fieldTitle",static:!1,private:!1,access:{has:v=>"fieldTitle"in v,get:v=>v.fieldTitle,set:(v,B)=>{v.fieldTitle=B}},metadata:w},a,c),_t(this,null,b,{kind:"accessor",name:"embedFieldEmojisMap",static:!1,private:!1,access:{has:v=>"embedFieldEmojisMap"in v,get:v=>v.embedFieldEmojisMap,set:(v,B)=>{v.embedFieldEmojisMap=B}},metadata:w},g,l),_t(this,null,o,{kind:"accessor",name:"inline",static:!1,private:!1,access:{has:v=>"inline"in v,get:v=>v.inline,set:(v,B)=>{v.inline=B}},metadata:w},A,$),_t(this,null,y,{kind:"accessor",name:"inlineIndex",static:!1,private:!1,access:{has:v=>"inlineIndex"in v,get:v=>v.inlineIndex,set:(v,B)=>{v.inlineIndex=B}},metadata:w},u,h),_t(this,null,x,{kind:"accessor",name:"lightTheme",static:!1,private:!1,access:{has:v=>"lightTheme"in v,get:v=>v.lightTheme,set:(v,B)=>{v.lightTheme=B}},metadata:w},O,E),_t(null,e={value:t},i,{kind:"class",name:t.name,metadata:w},null,s),V=t=e.value,w&&Object.defineProperty(t,Symbol.metadata,{enumerable:!0,configurable:!0,writable:!0,value:w})}static styles=K`
		:host {
			font-size: 0.875rem;
			line-height: 1.125rem;
			min-width: 0;
			font-weight: 400;
			grid-column: 1/13;
			word-break: break-word;
		}

		:host .discord-field-title {
			color: #ffffff;
			font-weight: 600;
			font-size: 0.875rem;
			line-height: 1.125rem;
			min-width: 0;
			margin-bottom: 2px;
		}

		:host .discord-inline-field {
			flex-grow: 1;
			flex-basis: auto;
			min-width: 150px;
		}

		:host([light-theme]) .discord-field-title {
			color: #313338;
		}
	`;#e=Se(this,a,void 0);get fieldTitle(){return this.#e}set fieldTitle(w){this.#e=w}#t=(Se(this,c),Se(this,g,{}));get embedFieldEmojisMap(){return this.#t}set embedFieldEmojisMap(w){this.#t=w}#s=(Se(this,l),Se(this,A,!1));get inline(){return this.#s}set inline(w){this.#s=w}#i=(Se(this,$),Se(this,u,void 0));get inlineIndex(){return this.#i}set inlineIndex(w){this.#i=w}#r=(Se(this,h),Se(this,O,!1));get lightTheme(){return this.#r}set lightTheme(w){this.#r=w}validInlineIndices=(Se(this,E),new Set([1,2,3]));checkInlineIndex(){if(this.inlineIndex){let w=Number(this.inlineIndex);if(!Number.isNaN(w)&&!this.validInlineIndices.has(w))throw new RangeError("DiscordEmbedField `inlineIndex` prop must be one of: 1, 2, or 3")}}render(){this.checkInlineIndex();let w=this.parseTitle(this.fieldTitle),v=D(w,()=>m`<div class="discord-field-title">${[...w]}</div>`);return m`${v}<slot></slot>`}parseTitle(w){if(!w)return null;let v=[],B="";for(let ie of w.split(`
`)){for(let ae of ie.split(" ")){let oe=ut(ae)??this.embedFieldEmojisMap[ae]??{};oe.name?v.push(m`<discord-custom-emoji name=${oe.name} url=${H(oe.url)} embed-emoji></discord-custom-emoji>`):B+=`${ae} `,B===" "&&v.push(m`<br />`)}v.push(B),B=""}return v.map(ie=>typeof ie=="string"?m`<span>${ie}</span>`:ie)}static{Se(t,s)}};return V=t})();var qi=function(i,e,s,t,r,n){function a(x){if(x!==void 0&&typeof x!="function")throw new TypeError("Function expected");return x}for(var c=t.kind,b=c==="getter"?"get":c==="setter"?"set":"value",g=!e&&i?t.static?i:i.prototype:null,l=e||(g?Object.getOwnPropertyDescriptor(g,t.name):{}),o,A=!1,$=s.length-1;$>=0;$--){var y={};for(var u in t)y[u]=u==="access"?{}:t[u];for(var u in t.access)y.access[u]=t.access[u];y.addInitializer=function(x){if(A)throw new TypeError("Cannot add initializers after decoration has completed");n.push(a(x||null))};var h=(0,s[$])(c==="accessor"?{get:l.get,set:l.set}:l[b],y);if(c==="accessor"){if(h===void 0)continue;if(h===null||typeof h!="object")throw new TypeError("Object expected");(o=a(h.get))&&(l.get=o),(o=a(h.set))&&(l.set=o),(o=a(h.init))&&r.unshift(o)}else(o=a(h))&&(c==="field"?r.unshift(o):l[b]=o)}g&&Object.defineProperty(g,t.name,l),A=!0},Zi=function(i,e,s){for(var t=arguments.length>2,r=0;r<e.length;r++)s=t?e[r].call(i,s):e[r].call(i);return t?s:void 0},xl=(()=>{let i=[J("discord-embed-fields")],e,s=[],t,r=G;var n=class extends r{static{t=this}static{let a=typeof Symbol=="function"&&Symbol.metadata?Object.create(r[Symbol.metadata]??null):void 0;qi(null,e={value:t},i,{kind:"class",name:t.name,metadata:a},null,s),n=t=e.value,a&&Object.defineProperty(t,Symbol.metadata,{enumerable:!0,configurable:!0,writable:!0,value:a})}static styles=K`
		:host {
			display: grid;
			grid-column: 1/1;
			margin-top: 8px;
			grid-gap: 8px;
		}

		::slotted([inline-index='1']) {
			grid-column: 1/5 !important;
		}

		::slotted([inline-index='2']) {
			grid-column: 5/9 !important;
		}

		::slotted([inline-index='3']) {
			grid-column: 9/13 !important;
		}
	`;render(){return m`<slot></slot>`}static{Zi(t,s)}};return n=t})();var Ut=function(i,e,s,t,r,n){function a(x){if(x!==void 0&&typeof x!="function")throw new TypeError("Function expected");return x}for(var c=t.kind,b=c==="getter"?"get":c==="setter"?"set":"value",g=!e&&i?t.static?i:i.prototype:null,l=e||(g?Object.getOwnPropertyDescriptor(g,t.name):{}),o,A=!1,$=s.length-1;$>=0;$--){var y={};for(var u in t)y[u]=u==="access"?{}:t[u];for(var u in t.access)y.access[u]=t.access[u];y.addInitializer=function(x){if(A)throw new TypeError("Cannot add initializers after decoration has completed");n.push(a(x||null))};var h=(0,s[$])(c==="accessor"?{get:l.get,set:l.set}:l[b],y);if(c==="accessor"){if(h===void 0)continue;if(h===null||typeof h!="object")throw new TypeError("Object expected");(o=a(h.get))&&(l.get=o),(o=a(h.set))&&(l.set=o),(o=a(h.init))&&r.unshift(o)}else(o=a(h))&&(c==="field"?r.unshift(o):l[b]=o)}g&&Object.defineProperty(g,t.name,l),A=!0},Be=function(i,e,s){for(var t=arguments.length>2,r=0;r<e.length;r++)s=t?e[r].call(i,s):e[r].call(i);return t?s:void 0},Ml=(()=>{let i=[J("discord-embed-footer")],e,s=[],t,r=G,n,a=[],c=[],b,g=[],l=[],o,A=[],$=[],y,u=[],h=[];var x=class extends r{static{t=this}static{let O=typeof Symbol=="function"&&Symbol.metadata?Object.create(r[Symbol.metadata]??null):void 0;n=[f({attribute:"footer-image"})],b=[f({attribute:"footer-image-alt"})],o=[f({type:String,reflect:!0,converter:E=>ft(E),attribute:!0})],y=[ee({context:ne,subscribe:!0}),f({type:Boolean,reflect:!0,attribute:"light-theme"})],Ut(this,null,n,{kind:"accessor",name:"footerImage",static:!1,private:!1,access:{has:E=>"footerImage"in E,get:E=>E.footerImage,set:(E,V)=>{E.footerImage=V}},metadata:O},a,c),Ut(this,null,b,{kind:"accessor",name:"footerImageAlt",static:!1,private:!1,access:{has:E=>"footerImageAlt"in E,get:E=>E.footerImageAlt,set:(E,V)=>{E.footerImageAlt=V}},metadata:O},g,l),Ut(this,null,o,{kind:"accessor",name:"timestamp",static:!1,private:!1,access:{has:E=>"timestamp"in E,get:E=>E.timestamp,set:(E,V)=>{E.timestamp=V}},metadata:O},A,$),Ut(this,null,y,{kind:"accessor",name:"lightTheme",static:!1,private:!1,access:{has:E=>"lightTheme"in E,get:E=>E.lightTheme,set:(E,V)=>{E.lightTheme=V}},metadata:O},u,h),Ut(null,e={value:t},i,{kind:"class",name:t.name,metadata:O},null,s),x=t=e.value,O&&Object.defineProperty(t,Symbol.metadata,{enumerable:!0,configurable:!0,writable:!0,value:O})}static styles=K`
		:host {
			-webkit-box-align: center;
			align-items: center;
			display: flex;
			font-size: 12px;
			line-height: 16px;
			font-weight: 500;
			margin-top: 8px;
		}

		:host([light-theme]) {
			color: #747f8d;
		}

		:host .discord-footer-image {
			border-radius: 50%;
			flex-shrink: 0;
			height: 20px;
			margin-right: 8px;
			width: 20px;
		}

		:host .discord-footer-separator {
			color: #dcddde;
			font-weight: 500;
			display: inline-block;
			margin: 0 4px;
		}

		:host([light-theme]) .discord-footer-separator {
			color: #5c5e66;
		}
	`;#e=Be(this,a,void 0);get footerImage(){return this.#e}set footerImage(O){this.#e=O}#t=(Be(this,c),Be(this,g,void 0));get footerImageAlt(){return this.#t}set footerImageAlt(O){this.#t=O}#s=(Be(this,l),Be(this,A,void 0));get timestamp(){return this.#s}set timestamp(O){this.#s=O}#i=(Be(this,$),Be(this,u,!1));get lightTheme(){return this.#i}set lightTheme(O){this.#i=O}updateTimestamp(O){O&&!Number.isNaN(new Date(O).getTime())&&(this.timestamp=ft(O))}render(){return this.updateTimestamp(this.timestamp),m`${D(this.footerImage,()=>m`<img src=${H(this.footerImage)} alt=${H(this.footerImageAlt)} class="discord-footer-image" />`)}
			<slot></slot>
			${D(this.timestamp,()=>m`<span class="discord-footer-separator">&bull;</span>`)}
			${D(this.timestamp,()=>` ${this.timestamp}`,()=>null)}`}constructor(){super(...arguments),Be(this,h)}static{Be(t,s)}};return x=t})();/**
 * @license
 * Copyright 2021 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var ai=(i,e,s)=>{for(let t of e)if(t[0]===i)return(0,t[1])();return s?.()};function Wi(i){return i.startsWith("#")?i.slice(1):i}function Gi(i){let e=i.length===3||i.length===4,s=e?`${i.slice(0,1)}${i.slice(0,1)}`:i.slice(0,2),t=e?`${i.slice(1,2)}${i.slice(1,2)}`:i.slice(2,4),r=e?`${i.slice(2,3)}${i.slice(2,3)}`:i.slice(4,6),n=(e?`${i.slice(3,4)}${i.slice(3,4)}`:i.slice(6,8))||"ff";return{r:s,g:t,b:r,a:n}}function is(i){return Number.parseInt(i,16)}function Ki({r:i,g:e,b:s,a:t}){return{r:is(i),g:is(e),b:is(s),a:Number((is(t)/255).toFixed(2))}}function Qi(i){return typeof i=="number"||typeof i=="string"&&Number.isFinite(Number(i))}function Ji(i,e){let{r:s,g:t,b:r,a:n}=i,a=Qi(e)?e:n;return`rgba(${s}, ${t}, ${r}, ${a})`}function rs(i,e){let s=Wi(i),t=Gi(s),r=Ki(t);return Ji(r,e)}var Xi=Z`
	<path
		fill-rule="evenodd"
		clip-rule="evenodd"
		fill="currentColor"
		d="M18.5 23c.88 0 1.7-.25 2.4-.69l1.4 1.4a1 1 0 0 0 1.4-1.42l-1.39-1.4A4.5 4.5 0 1 0 18.5 23Zm0-2a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z"
	/>
	<path
		fill="currentColor"
		d="M3 3a1 1 0 0 0 0 2h18a1 1 0 1 0 0-2H3ZM2 8a1 1 0 0 1 1-1h18a1 1 0 1 1 0 2H3a1 1 0 0 1-1-1ZM3 11a1 1 0 1 0 0 2h11a1 1 0 1 0 0-2H3ZM2 16a1 1 0 0 1 1-1h8a1 1 0 1 1 0 2H3a1 1 0 0 1-1-1ZM3 19a1 1 0 1 0 0 2h8a1 1 0 1 0 0-2H3Z"
	/>
`;function ys(i={}){return m`<svg
		${W(i)}
		class="discord-mention-icon"
		aria-label="Browse Channels"
		aria-hidden="false"
		role="img"
		width="24"
		height="24"
		viewBox="0 0 24 24"
		xmlns="http://www.w3.org/2000/svg"
	>
		${Xi}
	</svg>`}var Yi=Z`
	<path
		fill="currentColor"
		d="M21.487 5.126L12.487 0.126C12.184 -0.042 11.818 -0.042 11.515 0.126L2.51498 5.126C2.19798 5.302 2.00098 5.636 2.00098 5.999C2.00098 6.693 2.11498 22.999 12.001 22.999C21.887 22.999 22.001 6.693 22.001 5.999C22.001 5.636 21.804 5.302 21.487 5.126ZM12.001 5.999C13.382 5.999 14.501 7.118 14.501 8.499C14.501 9.88 13.382 10.999 12.001 10.999C10.62 10.999 9.50098 9.88 9.50098 8.499C9.50098 7.118 10.62 5.999 12.001 5.999ZM8.25098 16C8.25098 13.699 9.69998 12.25 12.001 12.25C14.302 12.25 15.751 13.699 15.751 16H8.25098Z"
	/>
`;function $s(i={}){return m`<svg
		${W(i)}
		class="discord-mention-icon"
		aria-label="Customise Community"
		aria-hidden="false"
		role="img"
		width="24"
		height="24"
		viewBox="0 0 24 24"
		xmlns="http://www.w3.org/2000/svg"
	>
		${Yi}
	</svg>`}var er=Z`
	<path
		d="M11 3a1 1 0 1 1 2 0v2h5.75c.16 0 .3.07.4.2l2.63 3.5a.5.5 0 0 1 0 .6l-2.63 3.5a.5.5 0 0 1-.4.2H13v5h2a2 2 0 0 1 2 2v1a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1v-1c0-1.1.9-2 2-2h2v-5H2.8a.5.5 0 0 1-.44-.72L3.9 9.22a.5.5 0 0 0 0-.44L2.36 5.72A.5.5 0 0 1 2.81 5H11V3Z"
		fill="currentColor"
	/>
`;function ws(i={}){return m`<svg
		${W(i)}
		class="discord-mention-icon"
		aria-label="Server Guide"
		aria-hidden="false"
		role="img"
		width="24"
		height="24"
		viewBox="0 0 24 24"
		xmlns="http://www.w3.org/2000/svg"
	>
		${er}
	</svg>`}var Bt=function(i,e,s,t,r,n){function a(x){if(x!==void 0&&typeof x!="function")throw new TypeError("Function expected");return x}for(var c=t.kind,b=c==="getter"?"get":c==="setter"?"set":"value",g=!e&&i?t.static?i:i.prototype:null,l=e||(g?Object.getOwnPropertyDescriptor(g,t.name):{}),o,A=!1,$=s.length-1;$>=0;$--){var y={};for(var u in t)y[u]=u==="access"?{}:t[u];for(var u in t.access)y.access[u]=t.access[u];y.addInitializer=function(x){if(A)throw new TypeError("Cannot add initializers after decoration has completed");n.push(a(x||null))};var h=(0,s[$])(c==="accessor"?{get:l.get,set:l.set}:l[b],y);if(c==="accessor"){if(h===void 0)continue;if(h===null||typeof h!="object")throw new TypeError("Object expected");(o=a(h.get))&&(l.get=o),(o=a(h.set))&&(l.set=o),(o=a(h.init))&&r.unshift(o)}else(o=a(h))&&(c==="field"?r.unshift(o):l[b]=o)}g&&Object.defineProperty(g,t.name,l),A=!0},Re=function(i,e,s){for(var t=arguments.length>2,r=0;r<e.length;r++)s=t?e[r].call(i,s):e[r].call(i);return t?s:void 0},oc=(()=>{let i=[J("discord-mention")],e,s=[],t,r=G,n,a=[],c=[],b,g=[],l=[],o,A=[],$=[],y,u=[],h=[];var x=class extends r{static{t=this}static{let O=typeof Symbol=="function"&&Symbol.metadata?Object.create(r[Symbol.metadata]??null):void 0;n=[f({type:Boolean,reflect:!0})],b=[f({reflect:!0})],o=[f({reflect:!0})],y=[ee({context:ne,subscribe:!0}),f({type:Boolean,reflect:!0,attribute:"light-theme"})],Bt(this,null,n,{kind:"accessor",name:"highlight",static:!1,private:!1,access:{has:E=>"highlight"in E,get:E=>E.highlight,set:(E,V)=>{E.highlight=V}},metadata:O},a,c),Bt(this,null,b,{kind:"accessor",name:"type",static:!1,private:!1,access:{has:E=>"type"in E,get:E=>E.type,set:(E,V)=>{E.type=V}},metadata:O},g,l),Bt(this,null,o,{kind:"accessor",name:"color",static:!1,private:!1,access:{has:E=>"color"in E,get:E=>E.color,set:(E,V)=>{E.color=V}},metadata:O},A,$),Bt(this,null,y,{kind:"accessor",name:"lightTheme",static:!1,private:!1,access:{has:E=>"lightTheme"in E,get:E=>E.lightTheme,set:(E,V)=>{E.lightTheme=V}},metadata:O},u,h),Bt(null,e={value:t},i,{kind:"class",name:t.name,metadata:O},null,s),x=t=e.value,O&&Object.defineProperty(t,Symbol.metadata,{enumerable:!0,configurable:!0,writable:!0,value:O})}static styles=K`
		:host {
			color: #e3e7f8;
			background-color: hsla(235, 85.6%, 64.7%, 0.3);
			font-weight: 500;
			padding: 0 2px;
			border-radius: 3px;
			unicode-bidi: -moz-plaintext;
			unicode-bidi: plaintext;
			-webkit-transition:
				background-color 50ms ease-out,
				color 50ms ease-out;
			transition:
				background-color 50ms ease-out,
				color 50ms ease-out;
			cursor: pointer;
		}

		:host([type='role']) {
			background-color: rgba(#e3e7f8, 0.1);
		}

		:host([type='channel']) {
			position: relative;
		}

		:host([type='voice']),
		:host([type='locked']),
		:host([type='thread']),
		:host([type='forum']) {
			position: relative;
		}

		:host(:hover) {
			color: #fff;
			background-color: hsl(235, 85.6%, 64.7%);
		}

		:host([highlight][type='user']:hover) {
			text-decoration: underline;
			text-underline-offset: 1px;
		}

		:host([light-theme]) {
			color: #5865f2;
			background-color: hsla(235, 85.6%, 64.7%, 0.15);
		}

		:host([light-theme]:hover) {
			color: #ffffff;
			background-color: hsl(235, 85.6%, 64.7%);
		}

		.discord-mention-icon {
			width: 1rem;
			height: 1rem;
			margin-right: 4px;
			vertical-align: middle;
			margin-bottom: 0.2rem;
		}

		.no-wrap {
			white-space: nowrap;
		}
	`;#e=Re(this,a,!1);get highlight(){return this.#e}set highlight(O){this.#e=O}#t=(Re(this,c),Re(this,g,"user"));get type(){return this.#t}set type(O){this.#t=O}#s=(Re(this,l),Re(this,A,void 0));get color(){return this.#s}set color(O){this.#s=O}setHoverColor=(Re(this,$),()=>{this.color&&(this.style.backgroundColor=rs(this.color,.3))});resetHoverColor=()=>{this.color&&(this.style.backgroundColor=rs(this.color,.1))};#i=Re(this,u,!1);get lightTheme(){return this.#i}set lightTheme(O){this.#i=O}connectedCallback(){super.connectedCallback(),this.color&&this.type==="role"&&(this.addEventListener("mouseover",this.setHoverColor),this.addEventListener("mouseout",this.resetHoverColor))}disconnectedCallback(){this.removeEventListener("mouseover",this.setHoverColor),this.removeEventListener("mouseout",this.resetHoverColor),super.disconnectedCallback()}willUpdate(){this.color&&(this.style.color=this.color,this.type==="role"&&(this.style.backgroundColor=rs(this.color,.1)))}render(){return m`<span class="no-wrap"
				>${ai(this.type,[["channel",()=>Mt()],["user",()=>m`@`],["role",()=>m`@`],["voice",()=>St()],["locked",()=>jt()],["thread",()=>It()],["forum",()=>zt()],["server-guide",()=>ws()],["channels-and-roles",()=>ys()],["customize-community",()=>$s()],["slash",()=>m`/`]])}</span
			><slot></slot>`}constructor(){super(...arguments),Re(this,h)}static{Re(t,s)}};return x=t})();var Cs=function(i,e,s,t,r,n){function a(x){if(x!==void 0&&typeof x!="function")throw new TypeError("Function expected");return x}for(var c=t.kind,b=c==="getter"?"get":c==="setter"?"set":"value",g=!e&&i?t.static?i:i.prototype:null,l=e||(g?Object.getOwnPropertyDescriptor(g,t.name):{}),o,A=!1,$=s.length-1;$>=0;$--){var y={};for(var u in t)y[u]=u==="access"?{}:t[u];for(var u in t.access)y.access[u]=t.access[u];y.addInitializer=function(x){if(A)throw new TypeError("Cannot add initializers after decoration has completed");n.push(a(x||null))};var h=(0,s[$])(c==="accessor"?{get:l.get,set:l.set}:l[b],y);if(c==="accessor"){if(h===void 0)continue;if(h===null||typeof h!="object")throw new TypeError("Object expected");(o=a(h.get))&&(l.get=o),(o=a(h.set))&&(l.set=o),(o=a(h.init))&&r.unshift(o)}else(o=a(h))&&(c==="field"?r.unshift(o):l[b]=o)}g&&Object.defineProperty(g,t.name,l),A=!0},Rt=function(i,e,s){for(var t=arguments.length>2,r=0;r<e.length;r++)s=t?e[r].call(i,s):e[r].call(i);return t?s:void 0},uc=(()=>{let i=[J("discord-verified-author-tag")],e,s=[],t,r=G,n,a=[],c=[],b,g=[],l=[];var o=class extends r{static{t=this}static{let A=typeof Symbol=="function"&&Symbol.metadata?Object.create(r[Symbol.metadata]??null):void 0;n=[f({type:Boolean})],b=[ee({context:Me}),f({type:Boolean,reflect:!0,attribute:"compact-mode"})],Cs(this,null,n,{kind:"accessor",name:"verified",static:!1,private:!1,access:{has:$=>"verified"in $,get:$=>$.verified,set:($,y)=>{$.verified=y}},metadata:A},a,c),Cs(this,null,b,{kind:"accessor",name:"compactMode",static:!1,private:!1,access:{has:$=>"compactMode"in $,get:$=>$.compactMode,set:($,y)=>{$.compactMode=y}},metadata:A},g,l),Cs(null,e={value:t},i,{kind:"class",name:t.name,metadata:A},null,s),o=t=e.value,A&&Object.defineProperty(t,Symbol.metadata,{enumerable:!0,configurable:!0,writable:!0,value:A})}static styles=K`
		:host {
			background-color: #5865f2;
			color: #fff;
			font-size: 0.625em;
			margin-left: 4px;
			border-radius: 3px;
			line-height: 100%;
			text-transform: uppercase;
			display: inline-flex;
			align-items: center;
			height: 0.9375rem;
			padding: 0 0.275rem;
			margin-top: 0.075em;
			border-radius: 0.1875rem;
		}

		:host .discord-application-tag-verified {
			display: inline-block;
			width: 0.9375rem;
			height: 0.9375rem;
			margin-left: -0.25rem;
		}

		:host([compact-mode]) {
			padding-left: 10px;
			padding-right: 4px;
			margin-right: 0.25rem;
			margin-left: 0px !important;
			margin-top: 0px !important;
		}

		:host([compact-mode]) .discord-application-tag-verified {
			margin-right: 0.7em;
			margin-left: -0.7em;
		}
	`;#e=Rt(this,a,!1);get verified(){return this.#e}set verified(A){this.#e=A}#t=(Rt(this,c),Rt(this,g,!1));get compactMode(){return this.#t}set compactMode(A){this.#t=A}render(){return m`${D(this.verified,()=>Ie())}App`}constructor(){super(...arguments),Rt(this,l)}static{Rt(t,s)}};return o=t})();var we=function(i,e,s,t,r,n){function a(x){if(x!==void 0&&typeof x!="function")throw new TypeError("Function expected");return x}for(var c=t.kind,b=c==="getter"?"get":c==="setter"?"set":"value",g=!e&&i?t.static?i:i.prototype:null,l=e||(g?Object.getOwnPropertyDescriptor(g,t.name):{}),o,A=!1,$=s.length-1;$>=0;$--){var y={};for(var u in t)y[u]=u==="access"?{}:t[u];for(var u in t.access)y.access[u]=t.access[u];y.addInitializer=function(x){if(A)throw new TypeError("Cannot add initializers after decoration has completed");n.push(a(x||null))};var h=(0,s[$])(c==="accessor"?{get:l.get,set:l.set}:l[b],y);if(c==="accessor"){if(h===void 0)continue;if(h===null||typeof h!="object")throw new TypeError("Object expected");(o=a(h.get))&&(l.get=o),(o=a(h.set))&&(l.set=o),(o=a(h.init))&&r.unshift(o)}else(o=a(h))&&(c==="field"?r.unshift(o):l[b]=o)}g&&Object.defineProperty(g,t.name,l),A=!0},Q=function(i,e,s){for(var t=arguments.length>2,r=0;r<e.length;r++)s=t?e[r].call(i,s):e[r].call(i);return t?s:void 0},Ec=(()=>{let i=[J("discord-author-info")],e,s=[],t,r=G,n,a=[],c=[],b,g=[],l=[],o,A=[],$=[],y,u=[],h=[],x,O=[],E=[],V,w=[],v=[],B,ie=[],ae=[],oe,le=[],ce=[],de,he=[],me=[],pe,fe=[],ue=[],ge,_e=[],ve=[],be,xe=[],ye=[],$e,U=[],k=[];var L=class extends r{static{t=this}static{let j=typeof Symbol=="function"&&Symbol.metadata?Object.create(r[Symbol.metadata]??null):void 0;n=[f()],b=[f({type:Boolean})],o=[f({type:Boolean})],y=[f({type:Boolean,attribute:"official-app"})],x=[f({type:Boolean})],V=[f({attribute:"role-color"})],B=[f({attribute:"role-icon"})],oe=[f({attribute:"role-name"})],de=[f({attribute:"clan-icon"})],pe=[f({attribute:"clan-tag"})],ge=[f({type:Boolean})],be=[ee({context:Me}),f({type:Boolean,reflect:!0,attribute:"compact-mode"})],$e=[ee({context:ne}),f({type:Boolean,reflect:!0,attribute:"light-theme"})],we(this,null,n,{kind:"accessor",name:"author",static:!1,private:!1,access:{has:C=>"author"in C,get:C=>C.author,set:(C,F)=>{C.author=F}},metadata:j},a,c),we(this,null,b,{kind:"accessor",name:"bot",static:!1,private:!1,access:{has:C=>"bot"in C,get:C=>C.bot,set:(C,F)=>{C.bot=F}},metadata:j},g,l),we(this,null,o,{kind:"accessor",name:"server",static:!1,private:!1,access:{has:C=>"server"in C,get:C=>C.server,set:(C,F)=>{C.server=F}},metadata:j},A,$),we(this,null,y,{kind:"accessor",name:"officialApp",static:!1,private:!1,access:{has:C=>"officialApp"in C,get:C=>C.officialApp,set:(C,F)=>{C.officialApp=F}},metadata:j},u,h),we(this,null,x,{kind:"accessor",name:"op",static:!1,private:!1,access:{has:C=>"op"in C,get:C=>C.op,set:(C,F)=>{C.op=F}},metadata:j},O,E),we(this,null,V,{kind:"accessor",name:"roleColor",static:!1,private:!1,access:{has:C=>"roleColor"in C,get:C=>C.roleColor,set:(C,F)=>{C.roleColor=F}},metadata:j},w,v),we(this,null,B,{kind:"accessor",name:"roleIcon",static:!1,private:!1,access:{has:C=>"roleIcon"in C,get:C=>C.roleIcon,set:(C,F)=>{C.roleIcon=F}},metadata:j},ie,ae),we(this,null,oe,{kind:"accessor",name:"roleName",static:!1,private:!1,access:{has:C=>"roleName"in C,get:C=>C.roleName,set:(C,F)=>{C.roleName=F}},metadata:j},le,ce),we(this,null,de,{kind:"accessor",name:"clanIcon",static:!1,private:!1,access:{has:C=>"clanIcon"in C,get:C=>C.clanIcon,set:(C,F)=>{C.clanIcon=F}},metadata:j},he,me),we(this,null,pe,{kind:"accessor",name:"clanTag",static:!1,private:!1,access:{has:C=>"clanTag"in C,get:C=>C.clanTag,set:(C,F)=>{C.clanTag=F}},metadata:j},fe,ue),we(this,null,ge,{kind:"accessor",name:"verified",static:!1,private:!1,access:{has:C=>"verified"in C,get:C=>C.verified,set:(C,F)=>{C.verified=F}},metadata:j},_e,ve),we(this,null,be,{kind:"accessor",name:"compactMode",static:!1,private:!1,access:{has:C=>"compactMode"in C,get:C=>C.compactMode,set:(C,F)=>{C.compactMode=F}},metadata:j},xe,ye),we(this,null,$e,{kind:"accessor",name:"lightTheme",static:!1,private:!1,access:{has:C=>"lightTheme"in C,get:C=>C.lightTheme,set:(C,F)=>{C.lightTheme=F}},metadata:j},U,k),we(null,e={value:t},i,{kind:"class",name:t.name,metadata:j},null,s),L=t=e.value,j&&Object.defineProperty(t,Symbol.metadata,{enumerable:!0,configurable:!0,writable:!0,value:j})}static styles=K`
		:host {
			display: inline-flex;
			align-items: center;
			font-size: 16px;
			text-underline-offset: 1px;
			margin-right: 0.25rem;
		}

		:host .discord-author-username {
			color: #fff;
			font-size: 1em;
			font-weight: 500;
		}

		:host .discord-author-username:hover {
			text-decoration: underline;
			cursor: pointer;
		}

		:host([light-theme]) .discord-author-username {
			color: #23262a;
		}

		:host .discord-clan-tag {
			background-color: oklab(0.431937 0.00109309 -0.0132537 / 0.54);
			color: #fff;
			font-size: 12px;
			font-weight: 500;
			margin-left: 0.25rem;
			border-radius: 4px;
			line-height: 100%;
			text-transform: uppercase;
			display: inline-flex;
			width: max-content;
			gap: 0.25rem;
			justify-content: space-between;
			align-items: center;
			padding: 0 0.275rem;
			margin-top: 0.075em;
			height: 1.2rem;
			min-width: 45px;
			line-height: 1rem !important;
			transition: background-color 100ms ease-in-out;
			cursor: pointer;
		}

		:host .discord-clan-tag:hover {
			background-color: oklab(0.431937 0.00109309 -0.0132537 / 0.34);
		}

		:host([light-theme]) .discord-clan-tag {
			background-color: hsl(0 calc(1 * 0%) 0.8%/0.09);
			color: #000;
		}

		:host([light-theme]) .discord-clan-tag:hover {
			background-color: hsl(0 calc(1 * 0%) 0.8%/0.03);
		}

		:host([compact-mode]) .discord-clan-tag {
			margin-left: 0rem;
		}

		:host .discord-clan-tag span,
		:host .discord-clan-tag svg,
		:host .discord-clan-tag img {
			user-select: none;
			-webkit-user-select: none;
		}

		:host .discord-application-tag {
			background-color: #5865f2;
			color: #fff;
			font-size: 0.625em;
			border-radius: 3px;
			line-height: 100%;
			text-transform: uppercase;

			/* Use flex layout to ensure both verified icon and "BOT" text are aligned to center */
			display: inline-flex;
			align-items: center;

			/* Styling taken through Inspect Element on Discord client for Windows */
			height: 0.9375rem;
			padding: 0 0.275rem;
			margin-top: 0.075em;
			border-radius: 0.1875rem;
		}

		:host .discord-official-application {
			background-color: #5865f2;
			color: #fff;
			font-size: 0.625em;
			margin-left: 4px;
			border-radius: 3px;
			line-height: 100%;
			text-transform: uppercase;

			/* Use flex layout to ensure both verified icon and "BOT" text are aligned to center */
			display: flex;
			align-items: center;

			/* Styling taken through Inspect Element on Discord client for Windows */
			height: 0.9375rem;
			padding: 0 0.275rem;
			margin-top: 0.075em;
			border-radius: 0.1875rem;
		}

		:host([compact-mode]) .discord-official-application {
			margin-right: 5px;
			margin-left: 0px !important;
		}

		:host .discord-application-tag.discord-application-tag-op {
			background-color: #c9cdfb;
			color: #4752c4;
			border-radius: 0.4rem;
		}

		:host .discord-author-role-icon {
			margin-left: 0.25rem;
			vertical-align: top;
			height: calc(1rem + 4px);
			width: calc(1rem + 4px);
		}

		:host([compact-mode]) .discord-author-username {
			margin-right: 0.25rem;
		}

		:host([compact-mode]) .discord-application-tag {
			padding-left: 10px;
			padding-right: 4px;
			margin-right: 0.25rem;
		}
	`;#e=Q(this,a,void 0);get author(){return this.#e}set author(j){this.#e=j}#t=(Q(this,c),Q(this,g,!1));get bot(){return this.#t}set bot(j){this.#t=j}#s=(Q(this,l),Q(this,A,!1));get server(){return this.#s}set server(j){this.#s=j}#i=(Q(this,$),Q(this,u,!1));get officialApp(){return this.#i}set officialApp(j){this.#i=j}#r=(Q(this,h),Q(this,O,!1));get op(){return this.#r}set op(j){this.#r=j}#a=(Q(this,E),Q(this,w,void 0));get roleColor(){return this.#a}set roleColor(j){this.#a=j}#o=(Q(this,v),Q(this,ie,void 0));get roleIcon(){return this.#o}set roleIcon(j){this.#o=j}#n=(Q(this,ae),Q(this,le,void 0));get roleName(){return this.#n}set roleName(j){this.#n=j}#l=(Q(this,ce),Q(this,he,void 0));get clanIcon(){return this.#l}set clanIcon(j){this.#l=j}#c=(Q(this,me),Q(this,fe,void 0));get clanTag(){return this.#c}set clanTag(j){this.#c=j}#d=(Q(this,ue),Q(this,_e,!1));get verified(){return this.#d}set verified(j){this.#d=j}#h=(Q(this,ve),Q(this,xe,!1));get compactMode(){return this.#h}set compactMode(j){this.#h=j}#m=(Q(this,ye),Q(this,U,!1));get lightTheme(){return this.#m}set lightTheme(j){this.#m=j}render(){let j=ts(this.clanIcon),C=this.clanTag?.slice(0,4);return m`${D(this.compactMode,()=>null,()=>m`<span class="discord-author-username" style="${Ae({color:this.roleColor??void 0})}">${this.author}</span>`)}
		${D(this.roleIcon&&!this.compactMode,()=>m`<img
					class="discord-author-role-icon"
					src=${H(this.roleIcon)}
					height="20"
					width="20"
					alt=${H(this.roleName)}
					draggable="false"
				/>`)}
		${D(this.bot&&!this.server&&!this.officialApp,()=>m`<discord-verified-author-tag .verified=${this.verified}></discord-verified-author-tag>`)}
		${D(this.server&&!this.bot&&!this.officialApp,()=>m`<span class="discord-application-tag">Server</span>`)}
		${D(this.officialApp&&!this.server&&!this.bot,()=>m`<span class="discord-official-application">${Ie()}OFFICIAL</span>`)}
		${D(this.op,()=>m`<span class="discord-application-tag discord-application-tag-op">OP</span>`)}
		${D(this.compactMode,()=>m`<span class="discord-author-username" style="${Ae({color:this.roleColor??void 0})}">${this.author}</span>`)}
		${D(this.clanIcon&&this.clanTag&&this.clanTag?.length>0,()=>m`
				<span class="discord-clan-tag">
					${j==="string"?m`<img srcset=${H(j)} alt=${H(C)} width="12" height="12" draggable="false" />`:j}
					<span>${C}</span>
				</span>
			`)} `}constructor(){super(...arguments),Q(this,k)}static{Q(t,s)}};return L=t})();var tr=Z`
 	<path 
		fill="currentColor" 
 		d="M15.56 11.77c.2-.1.44.02.44.23a4 4 0 1 1-4-4c.21 0 .33.25.23.44a2.5 2.5 0 0 0 3.32 3.32Z"
 	/>
  	<path 
		fill="currentColor" 
  		fill-rule="evenodd" 
  		d="M22.89 11.7q.105.3 0 .6C22.27 13.9 19.1 21 12 21c-7.11 0-10.27-7.11-10.89-8.7a.83.83 0 0 1 0-.6C1.73 10.1 4.9 3 12 3c7.11 0 10.27 7.11 10.89 8.7m-4.5-3.62A15.1 15.1 0 0 1 20.85 12c-.38.88-1.18 2.47-2.46 3.92C16.87 17.62 14.8 19 12 19s-4.87-1.38-6.39-3.08A15.1 15.1 0 0 1 3.15 12c.38-.88 1.18-2.47 2.46-3.92C7.13 6.38 9.2 5 12 5s4.87 1.38 6.39 3.08" 
  		clip-rule="evenodd"
  	/>
`;function ks(i={}){return m`<svg
		${W(i)}
		class="discord-message-ephemeral-icon"
		aria-hidden="false"
		width="16"
		height="16"
		viewBox="0 0 24 24"
		xmlns="http://www.w3.org/2000/svg"
	>
		${tr}
	</svg>`}var Y=function(i,e,s,t,r,n){function a(x){if(x!==void 0&&typeof x!="function")throw new TypeError("Function expected");return x}for(var c=t.kind,b=c==="getter"?"get":c==="setter"?"set":"value",g=!e&&i?t.static?i:i.prototype:null,l=e||(g?Object.getOwnPropertyDescriptor(g,t.name):{}),o,A=!1,$=s.length-1;$>=0;$--){var y={};for(var u in t)y[u]=u==="access"?{}:t[u];for(var u in t.access)y.access[u]=t.access[u];y.addInitializer=function(x){if(A)throw new TypeError("Cannot add initializers after decoration has completed");n.push(a(x||null))};var h=(0,s[$])(c==="accessor"?{get:l.get,set:l.set}:l[b],y);if(c==="accessor"){if(h===void 0)continue;if(h===null||typeof h!="object")throw new TypeError("Object expected");(o=a(h.get))&&(l.get=o),(o=a(h.set))&&(l.set=o),(o=a(h.init))&&r.unshift(o)}else(o=a(h))&&(c==="field"?r.unshift(o):l[b]=o)}g&&Object.defineProperty(g,t.name,l),A=!0},R=function(i,e,s){for(var t=arguments.length>2,r=0;r<e.length;r++)s=t?e[r].call(i,s):e[r].call(i);return t?s:void 0},qc=(()=>{let i=[J("discord-message")],e,s=[],t,r=G,n,a=[],c=[],b,g=[],l=[],o,A=[],$=[],y,u=[],h=[],x,O=[],E=[],V,w=[],v=[],B,ie=[],ae=[],oe,le=[],ce=[],de,he=[],me=[],pe,fe=[],ue=[],ge,_e=[],ve=[],be,xe=[],ye=[],$e,U=[],k=[],L,j=[],C=[],F,Pe=[],Ne=[],Le,He=[],Ve=[],Fe,qe=[],Ze=[],We,Ge=[],Ke=[],Qe,I=[],_=[],S,De=[],Je=[],tt,M=[],p=[],P,Pt=[],vt=[],Ce,Nt=[],Ts=[],As,Es=[],zs=[];var Ms=class extends r{static{t=this}static{let T=typeof Symbol=="function"&&Symbol.metadata?Object.create(r[Symbol.metadata]??null):void 0;n=[f()],b=[f()],o=[f()],y=[f({type:Boolean})],x=[f({type:Boolean})],V=[f({type:Boolean,attribute:"official-app"})],B=[f({type:Boolean})],oe=[f({type:Boolean})],de=[f({type:Boolean})],pe=[f({attribute:"role-color"})],ge=[f({attribute:"role-icon"})],be=[f({attribute:"role-name"})],$e=[f({attribute:"clan-icon"})],L=[f({attribute:"clan-tag"})],F=[f({type:Boolean,reflect:!0})],Le=[f({type:Boolean,reflect:!0})],Fe=[f({type:String,converter:d=>ft(d,!1,!1),attribute:!0})],We=[f({type:Boolean,attribute:"twenty-four"})],Qe=[f({type:Boolean,attribute:"message-body-only"})],S=[ee({context:ne}),f({type:Boolean,reflect:!0,attribute:"light-theme"})],tt=[ee({context:Me}),f({type:Boolean,reflect:!0,attribute:"compact-mode"})],P=[ee({context:gs}),f({type:Boolean,reflect:!0,attribute:"no-background"})],Ce=[f({type:Boolean,reflect:!0,attribute:"has-thread"})],As=[f({reflect:!1,attribute:"dismiss-message-clicked"})],Y(this,null,n,{kind:"accessor",name:"profile",static:!1,private:!1,access:{has:d=>"profile"in d,get:d=>d.profile,set:(d,z)=>{d.profile=z}},metadata:T},a,c),Y(this,null,b,{kind:"accessor",name:"author",static:!1,private:!1,access:{has:d=>"author"in d,get:d=>d.author,set:(d,z)=>{d.author=z}},metadata:T},g,l),Y(this,null,o,{kind:"accessor",name:"avatar",static:!1,private:!1,access:{has:d=>"avatar"in d,get:d=>d.avatar,set:(d,z)=>{d.avatar=z}},metadata:T},A,$),Y(this,null,y,{kind:"accessor",name:"bot",static:!1,private:!1,access:{has:d=>"bot"in d,get:d=>d.bot,set:(d,z)=>{d.bot=z}},metadata:T},u,h),Y(this,null,x,{kind:"accessor",name:"server",static:!1,private:!1,access:{has:d=>"server"in d,get:d=>d.server,set:(d,z)=>{d.server=z}},metadata:T},O,E),Y(this,null,V,{kind:"accessor",name:"officialApp",static:!1,private:!1,access:{has:d=>"officialApp"in d,get:d=>d.officialApp,set:(d,z)=>{d.officialApp=z}},metadata:T},w,v),Y(this,null,B,{kind:"accessor",name:"verified",static:!1,private:!1,access:{has:d=>"verified"in d,get:d=>d.verified,set:(d,z)=>{d.verified=z}},metadata:T},ie,ae),Y(this,null,oe,{kind:"accessor",name:"op",static:!1,private:!1,access:{has:d=>"op"in d,get:d=>d.op,set:(d,z)=>{d.op=z}},metadata:T},le,ce),Y(this,null,de,{kind:"accessor",name:"edited",static:!1,private:!1,access:{has:d=>"edited"in d,get:d=>d.edited,set:(d,z)=>{d.edited=z}},metadata:T},he,me),Y(this,null,pe,{kind:"accessor",name:"roleColor",static:!1,private:!1,access:{has:d=>"roleColor"in d,get:d=>d.roleColor,set:(d,z)=>{d.roleColor=z}},metadata:T},fe,ue),Y(this,null,ge,{kind:"accessor",name:"roleIcon",static:!1,private:!1,access:{has:d=>"roleIcon"in d,get:d=>d.roleIcon,set:(d,z)=>{d.roleIcon=z}},metadata:T},_e,ve),Y(this,null,be,{kind:"accessor",name:"roleName",static:!1,private:!1,access:{has:d=>"roleName"in d,get:d=>d.roleName,set:(d,z)=>{d.roleName=z}},metadata:T},xe,ye),Y(this,null,$e,{kind:"accessor",name:"clanIcon",static:!1,private:!1,access:{has:d=>"clanIcon"in d,get:d=>d.clanIcon,set:(d,z)=>{d.clanIcon=z}},metadata:T},U,k),Y(this,null,L,{kind:"accessor",name:"clanTag",static:!1,private:!1,access:{has:d=>"clanTag"in d,get:d=>d.clanTag,set:(d,z)=>{d.clanTag=z}},metadata:T},j,C),Y(this,null,F,{kind:"accessor",name:"highlight",static:!1,private:!1,access:{has:d=>"highlight"in d,get:d=>d.highlight,set:(d,z)=>{d.highlight=z}},metadata:T},Pe,Ne),Y(this,null,Le,{kind:"accessor",name:"ephemeral",static:!1,private:!1,access:{has:d=>"ephemeral"in d,get:d=>d.ephemeral,set:(d,z)=>{d.ephemeral=z}},metadata:T},He,Ve),Y(this,null,Fe,{kind:"accessor",name:"timestamp",static:!1,private:!1,access:{has:d=>"timestamp"in d,get:d=>d.timestamp,set:(d,z)=>{d.timestamp=z}},metadata:T},qe,Ze),Y(this,null,We,{kind:"accessor",name:"twentyFour",static:!1,private:!1,access:{has:d=>"twentyFour"in d,get:d=>d.twentyFour,set:(d,z)=>{d.twentyFour=z}},metadata:T},Ge,Ke),Y(this,null,Qe,{kind:"accessor",name:"messageBodyOnly",static:!1,private:!1,access:{has:d=>"messageBodyOnly"in d,get:d=>d.messageBodyOnly,set:(d,z)=>{d.messageBodyOnly=z}},metadata:T},I,_),Y(this,null,S,{kind:"accessor",name:"lightTheme",static:!1,private:!1,access:{has:d=>"lightTheme"in d,get:d=>d.lightTheme,set:(d,z)=>{d.lightTheme=z}},metadata:T},De,Je),Y(this,null,tt,{kind:"accessor",name:"compactMode",static:!1,private:!1,access:{has:d=>"compactMode"in d,get:d=>d.compactMode,set:(d,z)=>{d.compactMode=z}},metadata:T},M,p),Y(this,null,P,{kind:"accessor",name:"noBackground",static:!1,private:!1,access:{has:d=>"noBackground"in d,get:d=>d.noBackground,set:(d,z)=>{d.noBackground=z}},metadata:T},Pt,vt),Y(this,null,Ce,{kind:"accessor",name:"hasThread",static:!1,private:!1,access:{has:d=>"hasThread"in d,get:d=>d.hasThread,set:(d,z)=>{d.hasThread=z}},metadata:T},Nt,Ts),Y(this,null,As,{kind:"accessor",name:"dismissMessageClicked",static:!1,private:!1,access:{has:d=>"dismissMessageClicked"in d,get:d=>d.dismissMessageClicked,set:(d,z)=>{d.dismissMessageClicked=z}},metadata:T},Es,zs),Y(null,e={value:t},i,{kind:"class",name:t.name,metadata:T},null,s),Ms=t=e.value,T&&Object.defineProperty(t,Symbol.metadata,{enumerable:!0,configurable:!0,writable:!0,value:T})}static styles=K`
		:host {
			color: #dcddde;
			display: flex;
			flex-direction: column;
			font-size: 0.9em;
			font-family: 'Noto Sans', Whitney, 'Helvetica Neue', Helvetica, Roboto, Arial, sans-serif;

			position: relative;
			word-wrap: break-word;
			-webkit-user-select: text;
			-moz-user-select: text;
			-ms-user-select: text;
			user-select: text;
			-webkit-box-flex: 0;
			-ms-flex: 0 0 auto;
			flex: 0 0 auto;
			min-height: 1.375rem;
			padding-left: 1em;
			padding-right: 48px;
			margin-top: inherit;
			margin-bottom: inherit;
			line-height: 16px;
		}

		.discord-message-inner {
			display: flex;
			position: relative;
			-webkit-box-flex: 0;
			-ms-flex: 0 0 auto;
			flex: 0 0 auto;
		}

		.discord-message-inner-center {
			align-items: center;
		}

		:host([message-body-only]) {
			margin-top: 0px !important;
			padding-top: 0.125rem !important;
			padding-bottom: 0.0625rem !important;
		}

		:host([highlight]),
		:host([ephemeral]) {
			padding-right: 5px;
			position: relative;
		}

		:host([highlight])::before,
		:host([ephemeral])::before {
			content: '';
			position: absolute;
			display: block;
			top: 0;
			left: 0;
			bottom: 0;
			pointer-events: none;
			width: 2px;
		}

		:host([highlight]) {
			background-color: rgba(250, 166, 26, 0.1);
		}

		:host([highlight][light-theme]) {
			background-color: rgba(250, 166, 26, 0.1);
		}

		:host([highlight])::before {
			background-color: #faa61a;
		}

		:host([light-theme][highlight])::before {
			background-color: #af7615;
		}

		:host([ephemeral]) {
			background-color: rgba(88, 101, 242, 0.05);
		}

		:host([ephemeral]:hover) {
			background-color: rgba(88, 101, 242, 0.1);
		}

		:host([ephemeral])::before {
			background-color: #5865f2;
		}

		:host([light-theme]) {
			color: #2e3338;
			border-color: #eceeef;
		}

		.discord-author-avatar {
			margin-right: 16px;
			margin-top: 5px;
			min-width: 40px;
			z-index: 1;
			display: flex;
		}

		.discord-author-avatar img {
			width: 40px;
			height: 40px;
			border-radius: 50%;
			cursor: pointer;
		}

		.discord-message-timestamp {
			color: #72767d;
			font-size: 12px;
			margin-left: 3px;
		}

		.discord-message-body-only-indent {
			width: 56px;
		}

		:host(:hover) .discord-message-timestamp-hover::before {
			content: attr(datetime);
		}

		:host([light-theme]) .discord-message-timestamp {
			color: #747f8d;
		}

		.discord-message-edited {
			color: #72767d;
			font-size: 10px;
		}

		:host([light-theme]) .discord-message-edited {
			color: #99aab5;
		}

		.discord-message-content {
			width: 100%;
			line-height: 160%;
			font-weight: normal;
			padding-top: 2px;
		}

		.discord-message-body {
			font-size: 1rem;
			font-weight: 400;
			word-break: break-word;
			position: relative;
		}

		:host([light-theme]) .discord-message-timestamp,
		:host([compact-mode]) .discord-message:hover .discord-message-timestamp {
			color: #99aab5;
		}

		:host([light-theme][compact-mode]).discord-message-timestamp {
			color: #d1d9de;
		}

		:host([compact-mode]) .discord-message-timestamp {
			display: inline-block;
			width: 3.1rem;
			text-align: right;
			font-size: 0.6875rem;
			line-height: 1.375rem;
			margin-right: 0.375rem;
			margin-left: 0;
			text-indent: 0;
		}

		:host([compact-mode]) .discord-message-body {
			line-height: 1.375rem;
			padding-left: 10px;
			margin-left: -6px;
		}

		:host([compact-mode]) .discord-message-compact-indent {
			padding-left: 10px;
		}

		:host .discord-message-markup {
			font-size: 1rem;
			line-height: 1.375rem;
			word-wrap: break-word;
			user-select: text;
			font-weight: 400;
			display: inline;
		}

		:host(:hover) {
			background-color: hsl(0 calc(1 * 0%) 0.8%/0.03);
		}

		:host([highlight]:hover) {
			background-color: hsl(40 calc(1 * 86.4%) 56.9%/0.08);
		}

		:host([has-thread]):after {
			width: 2rem;
			left: 2.2rem;
			top: 4.8rem;
			border-left: 2px solid #4f545c !important;
			border-bottom: 2px solid #4f545c !important;
			border-bottom-left-radius: 8px !important;
			bottom: 29px;
			content: '';
			position: absolute;
		}

		:host([light-theme][has-Thread]):after {
			border-color: #747f8d !important;
		}

		.discord-message-ephemeral {
			margin-top: 4px;
			font-size: 12px;
			font-weight: 400;
			color: #72767d;
		}

		:host([light-theme]) .discord-message-ephemeral {
			color: #747f8d;
		}

		.discord-message-ephemeral .discord-message-ephemeral-link {
			color: #00aff4;
			font-weight: 500;
			cursor: pointer;
		}

		.discord-message-ephemeral .discord-message-ephemeral-link:hover {
			text-decoration: underline;
		}

		.discord-message-ephemeral .discord-message-ephemeral-icon {
			margin-right: 4px;
			vertical-align: text-bottom;
		}
	`;#e=R(this,a,void 0);get profile(){return this.#e}set profile(T){this.#e=T}#t=(R(this,c),R(this,g,"User"));get author(){return this.#t}set author(T){this.#t=T}#s=(R(this,l),R(this,A,void 0));get avatar(){return this.#s}set avatar(T){this.#s=T}#i=(R(this,$),R(this,u,!1));get bot(){return this.#i}set bot(T){this.#i=T}#r=(R(this,h),R(this,O,!1));get server(){return this.#r}set server(T){this.#r=T}#a=(R(this,E),R(this,w,!1));get officialApp(){return this.#a}set officialApp(T){this.#a=T}#o=(R(this,v),R(this,ie,!1));get verified(){return this.#o}set verified(T){this.#o=T}#n=(R(this,ae),R(this,le,!1));get op(){return this.#n}set op(T){this.#n=T}#l=(R(this,ce),R(this,he,!1));get edited(){return this.#l}set edited(T){this.#l=T}#c=(R(this,me),R(this,fe,void 0));get roleColor(){return this.#c}set roleColor(T){this.#c=T}#d=(R(this,ue),R(this,_e,void 0));get roleIcon(){return this.#d}set roleIcon(T){this.#d=T}#h=(R(this,ve),R(this,xe,void 0));get roleName(){return this.#h}set roleName(T){this.#h=T}#m=(R(this,ye),R(this,U,void 0));get clanIcon(){return this.#m}set clanIcon(T){this.#m=T}#p=(R(this,k),R(this,j,void 0));get clanTag(){return this.#p}set clanTag(T){this.#p=T}#f=(R(this,C),R(this,Pe,!1));get highlight(){return this.#f}set highlight(T){this.#f=T}#u=(R(this,Ne),R(this,He,!1));get ephemeral(){return this.#u}set ephemeral(T){this.#u=T}#g=(R(this,Ve),R(this,qe,new Date));get timestamp(){return this.#g}set timestamp(T){this.#g=T}#_=(R(this,Ze),R(this,Ge,!1));get twentyFour(){return this.#_}set twentyFour(T){this.#_=T}#v=(R(this,Ke),R(this,I,!1));get messageBodyOnly(){return this.#v}set messageBodyOnly(T){this.#v=T}#b=(R(this,_),R(this,De,!1));get lightTheme(){return this.#b}set lightTheme(T){this.#b=T}#x=(R(this,Je),R(this,M,!1));get compactMode(){return this.#x}set compactMode(T){this.#x=T}#y=(R(this,p),R(this,Pt,!1));get noBackground(){return this.#y}set noBackground(T){this.#y=T}#$=(R(this,vt),R(this,Nt,!1));get hasThread(){return this.#$}set hasThread(T){this.#$=T}#w=(R(this,Ts),R(this,Es,()=>{}));get dismissMessageClicked(){return this.#w}set dismissMessageClicked(T){this.#w=T}willUpdate(){this.hasThread=Array.from(this.children).some(T=>T.tagName.toLowerCase()==="discord-thread"),this.highlight=this.highlight||Array.from(this.children).some(T=>T.tagName.toLowerCase()==="discord-mention"&&T.hasAttribute("highlight")&&(T.type==="user"||T.type==="role"))}handleSpaceToDismissMessage(T){T.code==="Space"&&(T.preventDefault(),T.stopPropagation(),this.dismissMessageClicked?.())}render(){let T={author:this.author,bot:this.bot,officialApp:this.officialApp,verified:this.verified,server:this.server,op:this.op,roleColor:this.roleColor,roleIcon:this.roleIcon,clanIcon:this.clanIcon,clanTag:this.clanTag,roleName:this.roleName},d=this.profile!==void 0&&Reflect.get(lt,this.profile)||{},z={...T,...d,avatar:this.resolveAvatar(d.avatar??this.avatar)},bt=ft(this.timestamp,this.compactMode,this.twentyFour)??void 0;return m`
			<slot name="reply"></slot>
			<div
				class=${et({"discord-message-inner":!0,"discord-message-inner-center":this.messageBodyOnly})}
			>
				${D(this.compactMode&&!this.messageBodyOnly,()=>m`<time datetime="${H(bt)}" class="discord-message-timestamp">${bt}</time>`,()=>null)}
				${D(this.messageBodyOnly,()=>m`<time
							datetime="${H(bt)}"
							class=${et({"discord-message-timestamp":!0,"discord-message-timestamp-hover":!0,"discord-message-body-only-indent":!this.compactMode})}
						></time>`,()=>null)}
				${D(this.compactMode||this.messageBodyOnly,()=>null,()=>m`<div class="discord-author-avatar">
							<img src="${H(z.avatar)}" alt="${H(z.author)}" />
						</div>`)}

				<div class="discord-message-content">
					${D(this.compactMode||this.messageBodyOnly,()=>null,()=>m`
							<discord-author-info
								author=${z.author??""}
								?bot=${z.bot??!1}
								?server=${z.server??!1}
								?official-app=${z.officialApp??!1}
								?verified=${z.verified??!1}
								?op=${z.op??!1}
								role-color=${z.roleColor??""}
								role-icon=${z.roleIcon??""}
								role-name=${z.roleName??""}
								clan-icon=${z.clanIcon??""}
								clan-tag=${z.clanTag??""}
							></discord-author-info
							><time datetime="${H(bt)}" class="discord-message-timestamp">${bt}</time>
						`)}
					<div class="discord-message-body">
						${D(this.compactMode,()=>m`<discord-author-info
									author=${z.author??""}
									?bot=${z.bot??!1}
									?server=${z.server??!1}
									?official-app=${z.officialApp??!1}
									?verified=${z.verified??!1}
									?op=${z.op??!1}
									role-color=${z.roleColor??""}
									role-icon=${z.roleIcon??""}
									role-name=${z.roleName??""}
									clan-icon=${z.clanIcon??""}
									clan-tag=${z.clanTag??""}
								></discord-author-info>`,()=>null)}<span class="discord-message-markup"><slot></slot></span>
						${D(this.edited,()=>m`<span class="discord-message-edited">(edited)</span>`,()=>null)}
					</div>
					<div class="discord-message-compact-indent">
						<slot name="attachments"></slot>
						<slot name="embeds"></slot>
						<slot name="components"></slot>
						<slot name="reactions"></slot>
						<slot name="thread"></slot>
						${D(this.ephemeral,()=>m`
								<div class="discord-message-ephemeral">
									${ks()} Only you can see this •
									<span
										role="button"
										class="discord-message-ephemeral-link"
										@click=${this.dismissMessageClicked}
										@keydown=${this.handleSpaceToDismissMessage}
										>Dismiss message</span
									>
								</div>
							`,()=>null)}
					</div>
				</div>
			</div>
		`}resolveAvatar(T){return T===void 0?Ee.default:Ee[T]??T??Ee.default}constructor(){super(...arguments),R(this,zs)}static{R(t,s)}};return Ms=t})();
