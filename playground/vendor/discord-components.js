/* Bundled from @skyra/discord-components-core 4.0.2 (MIT), lit 3.3.3 and @lit/context 1.1.6
   (BSD-3-Clause). The notices stand in NOTICES.md beside this file, the recipe in README.md. */
/**
 * @license
 * Copyright 2021 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var Qe=class extends Event{constructor(e,s,t,a){super("context-request",{bubbles:!0,composed:!0}),this.context=e,this.contextTarget=s,this.callback=t,this.subscribe=a??!1}};/**
 * @license
 * Copyright 2021 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 *//**
 * @license
 * Copyright 2021 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var nt=class{constructor(e,s,t,a){if(this.subscribe=!1,this.provided=!1,this.value=void 0,this.t=(o,r)=>{this.unsubscribe&&(this.unsubscribe!==r&&(this.provided=!1,this.unsubscribe()),this.subscribe||this.unsubscribe()),this.value=o,this.host.requestUpdate(),this.provided&&!this.subscribe||(this.provided=!0,this.callback&&this.callback(o,r)),this.unsubscribe=r},this.host=e,s.context!==void 0){let o=s;this.context=o.context,this.callback=o.callback,this.subscribe=o.subscribe??!1}else this.context=s,this.callback=t,this.subscribe=a??!1;this.host.addController(this)}hostConnected(){this.dispatchRequest()}hostDisconnected(){this.unsubscribe&&(this.unsubscribe(),this.unsubscribe=void 0)}dispatchRequest(){this.host.dispatchEvent(new Qe(this.context,this.host,this.t,this.subscribe))}};/**
 * @license
 * Copyright 2021 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var It=class{get value(){return this.o}set value(e){this.setValue(e)}setValue(e,s=!1){let t=s||!Object.is(e,this.o);this.o=e,t&&this.updateObservers()}constructor(e){this.subscriptions=new Map,this.updateObservers=()=>{for(let[s,{disposer:t}]of this.subscriptions)s(this.o,t)},e!==void 0&&(this.value=e)}addCallback(e,s,t){if(!t)return void e(this.value);this.subscriptions.has(e)||this.subscriptions.set(e,{disposer:()=>{this.subscriptions.delete(e)},consumerHost:s});let{disposer:a}=this.subscriptions.get(e);e(this.value,a)}clearCallbacks(){this.subscriptions.clear()}};/**
 * @license
 * Copyright 2021 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var Gt=class extends Event{constructor(e,s){super("context-provider",{bubbles:!0,composed:!0}),this.context=e,this.contextTarget=s}},lt=class extends It{constructor(e,s,t){super(s.context!==void 0?s.initialValue:t),this.onContextRequest=a=>{if(a.context!==this.context)return;let o=a.contextTarget??a.composedPath()[0];o!==this.host&&(a.stopPropagation(),this.addCallback(a.callback,o,a.subscribe))},this.onProviderRequest=a=>{if(a.context!==this.context||(a.contextTarget??a.composedPath()[0])===this.host)return;let o=new Set;for(let[r,{consumerHost:c}]of this.subscriptions)o.has(r)||(o.add(r),c.dispatchEvent(new Qe(this.context,c,r,!0)));a.stopPropagation()},this.host=e,s.context!==void 0?this.context=s.context:this.context=s,this.attachListeners(),this.host.addController?.(this)}attachListeners(){this.host.addEventListener("context-request",this.onContextRequest),this.host.addEventListener("context-provider",this.onProviderRequest)}hostConnected(){this.host.dispatchEvent(new Gt(this.context,this.host))}};/**
 * @license
 * Copyright 2021 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 *//**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */function gt({context:i}){return(e,s)=>{let t=new WeakMap;if(typeof s=="object")return{get(){return e.get.call(this)},set(a){return t.get(this).setValue(a),e.set.call(this,a)},init(a){return t.set(this,new lt(this,{context:i,initialValue:a})),a}};{e.constructor.addInitializer((r=>{t.set(r,new lt(r,{context:i}))}));let a=Object.getOwnPropertyDescriptor(e,s),o;if(a===void 0){let r=new WeakMap;o={get(){return r.get(this)},set(c){t.get(this).setValue(c),r.set(this,c)},configurable:!0,enumerable:!0}}else{let r=a.set;o={...a,set(c){t.get(this).setValue(c),r?.call(this,c)}}}return void Object.defineProperty(e,s,o)}}}/**
 * @license
 * Copyright 2022 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */function te({context:i,subscribe:e}){return(s,t)=>{typeof t=="object"?t.addInitializer((function(){new nt(this,{context:i,callback:a=>{s.set.call(this,a)},subscribe:e})})):s.constructor.addInitializer((a=>{new nt(a,{context:i,callback:o=>{a[t]=o},subscribe:e})}))}}/**
 * @license
 * Copyright 2019 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var St=globalThis,jt=St.ShadowRoot&&(St.ShadyCSS===void 0||St.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,Kt=Symbol(),$s=new WeakMap,_t=class{constructor(e,s,t){if(this._$cssResult$=!0,t!==Kt)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=s}get styleSheet(){let e=this.o,s=this.t;if(jt&&e===void 0){let t=s!==void 0&&s.length===1;t&&(e=$s.get(s)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),t&&$s.set(s,e))}return e}toString(){return this.cssText}},ws=i=>new _t(typeof i=="string"?i:i+"",void 0,Kt),Y=(i,...e)=>{let s=i.length===1?i[0]:e.reduce((t,a,o)=>t+(r=>{if(r._$cssResult$===!0)return r.cssText;if(typeof r=="number")return r;throw Error("Value passed to 'css' function must be a 'css' function result: "+r+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(a)+i[o+1],i[0]);return new _t(s,i,Kt)},ks=(i,e)=>{if(jt)i.adoptedStyleSheets=e.map(s=>s instanceof CSSStyleSheet?s:s.styleSheet);else for(let s of e){let t=document.createElement("style"),a=St.litNonce;a!==void 0&&t.setAttribute("nonce",a),t.textContent=s.cssText,i.appendChild(t)}},Qt=jt?i=>i:i=>i instanceof CSSStyleSheet?(e=>{let s="";for(let t of e.cssRules)s+=t.cssText;return ws(s)})(i):i;/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var{is:Js,defineProperty:Xs,getOwnPropertyDescriptor:Ys,getOwnPropertyNames:ei,getOwnPropertySymbols:ti,getPrototypeOf:si}=Object,Ut=globalThis,As=Ut.trustedTypes,ii=As?As.emptyScript:"",ai=Ut.reactiveElementPolyfillSupport,vt=(i,e)=>i,bt={toAttribute(i,e){switch(e){case Boolean:i=i?ii:null;break;case Object:case Array:i=i==null?i:JSON.stringify(i)}return i},fromAttribute(i,e){let s=i;switch(e){case Boolean:s=i!==null;break;case Number:s=i===null?null:Number(i);break;case Object:case Array:try{s=JSON.parse(i)}catch{s=null}}return s}},Dt=(i,e)=>!Js(i,e),Cs={attribute:!0,type:String,converter:bt,reflect:!1,useDefault:!1,hasChanged:Dt};Symbol.metadata??=Symbol("metadata"),Ut.litPropertyMetadata??=new WeakMap;var Ue=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,s=Cs){if(s.state&&(s.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((s=Object.create(s)).wrapped=!0),this.elementProperties.set(e,s),!s.noAccessor){let t=Symbol(),a=this.getPropertyDescriptor(e,t,s);a!==void 0&&Xs(this.prototype,e,a)}}static getPropertyDescriptor(e,s,t){let{get:a,set:o}=Ys(this.prototype,e)??{get(){return this[s]},set(r){this[s]=r}};return{get:a,set(r){let c=a?.call(this);o?.call(this,r),this.requestUpdate(e,c,t)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??Cs}static _$Ei(){if(this.hasOwnProperty(vt("elementProperties")))return;let e=si(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(vt("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(vt("properties"))){let s=this.properties,t=[...ei(s),...ti(s)];for(let a of t)this.createProperty(a,s[a])}let e=this[Symbol.metadata];if(e!==null){let s=litPropertyMetadata.get(e);if(s!==void 0)for(let[t,a]of s)this.elementProperties.set(t,a)}this._$Eh=new Map;for(let[s,t]of this.elementProperties){let a=this._$Eu(s,t);a!==void 0&&this._$Eh.set(a,s)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let s=[];if(Array.isArray(e)){let t=new Set(e.flat(1/0).reverse());for(let a of t)s.unshift(Qt(a))}else e!==void 0&&s.push(Qt(e));return s}static _$Eu(e,s){let t=s.attribute;return t===!1?void 0:typeof t=="string"?t:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,s=this.constructor.elementProperties;for(let t of s.keys())this.hasOwnProperty(t)&&(e.set(t,this[t]),delete this[t]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return ks(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,s,t){this._$AK(e,t)}_$ET(e,s){let t=this.constructor.elementProperties.get(e),a=this.constructor._$Eu(e,t);if(a!==void 0&&t.reflect===!0){let o=(t.converter?.toAttribute!==void 0?t.converter:bt).toAttribute(s,t.type);this._$Em=e,o==null?this.removeAttribute(a):this.setAttribute(a,o),this._$Em=null}}_$AK(e,s){let t=this.constructor,a=t._$Eh.get(e);if(a!==void 0&&this._$Em!==a){let o=t.getPropertyOptions(a),r=typeof o.converter=="function"?{fromAttribute:o.converter}:o.converter?.fromAttribute!==void 0?o.converter:bt;this._$Em=a;let c=r.fromAttribute(s,o.type);this[a]=c??this._$Ej?.get(a)??c,this._$Em=null}}requestUpdate(e,s,t,a=!1,o){if(e!==void 0){let r=this.constructor;if(a===!1&&(o=this[e]),t??=r.getPropertyOptions(e),!((t.hasChanged??Dt)(o,s)||t.useDefault&&t.reflect&&o===this._$Ej?.get(e)&&!this.hasAttribute(r._$Eu(e,t))))return;this.C(e,s,t)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,s,{useDefault:t,reflect:a,wrapped:o},r){t&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,r??s??this[e]),o!==!0||r!==void 0)||(this._$AL.has(e)||(this.hasUpdated||t||(s=void 0),this._$AL.set(e,s)),a===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(s){Promise.reject(s)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[a,o]of this._$Ep)this[a]=o;this._$Ep=void 0}let t=this.constructor.elementProperties;if(t.size>0)for(let[a,o]of t){let{wrapped:r}=o,c=this[a];r!==!0||this._$AL.has(a)||c===void 0||this.C(a,void 0,o,c)}}let e=!1,s=this._$AL;try{e=this.shouldUpdate(s),e?(this.willUpdate(s),this._$EO?.forEach(t=>t.hostUpdate?.()),this.update(s)):this._$EM()}catch(t){throw e=!1,this._$EM(),t}e&&this._$AE(s)}willUpdate(e){}_$AE(e){this._$EO?.forEach(s=>s.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(s=>this._$ET(s,this[s])),this._$EM()}updated(e){}firstUpdated(e){}};Ue.elementStyles=[],Ue.shadowRootOptions={mode:"open"},Ue[vt("elementProperties")]=new Map,Ue[vt("finalized")]=new Map,ai?.({ReactiveElement:Ue}),(Ut.reactiveElementVersions??=[]).push("2.1.2");/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var Xt=globalThis,Ts=i=>i,Ot=Xt.trustedTypes,zs=Ot?Ot.createPolicy("lit-html",{createHTML:i=>i}):void 0,Yt="$lit$",De=`lit$${Math.random().toFixed(9).slice(2)}$`,es="?"+De,ri=`<${es}>`,st=document,yt=()=>st.createComment(""),$t=i=>i===null||typeof i!="object"&&typeof i!="function",ts=Array.isArray,Us=i=>ts(i)||typeof i?.[Symbol.iterator]=="function",Jt=`[ 	
\f\r]`,xt=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Es=/-->/g,Ms=/>/g,et=RegExp(`>|${Jt}(?:([^\\s"'>=/]+)(${Jt}*=${Jt}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Is=/'/g,Ss=/"/g,Ds=/^(?:script|style|textarea|title)$/i,ss=i=>(e,...s)=>({_$litType$:i,strings:e,values:s}),f=ss(1),Z=ss(2),ca=ss(3),Ce=Symbol.for("lit-noChange"),X=Symbol.for("lit-nothing"),js=new WeakMap,tt=st.createTreeWalker(st,129);function Os(i,e){if(!ts(i)||!i.hasOwnProperty("raw"))throw Error("invalid template strings array");return zs!==void 0?zs.createHTML(e):e}var Bs=(i,e)=>{let s=i.length-1,t=[],a,o=e===2?"<svg>":e===3?"<math>":"",r=xt;for(let c=0;c<s;c++){let g=i[c],_,h,n=-1,C=0;for(;C<g.length&&(r.lastIndex=C,h=r.exec(g),h!==null);)C=r.lastIndex,r===xt?h[1]==="!--"?r=Es:h[1]!==void 0?r=Ms:h[2]!==void 0?(Ds.test(h[2])&&(a=RegExp("</"+h[2],"g")),r=et):h[3]!==void 0&&(r=et):r===et?h[0]===">"?(r=a??xt,n=-1):h[1]===void 0?n=-2:(n=r.lastIndex-h[2].length,_=h[1],r=h[3]===void 0?et:h[3]==='"'?Ss:Is):r===Ss||r===Is?r=et:r===Es||r===Ms?r=xt:(r=et,a=void 0);let $=r===et&&i[c+1].startsWith("/>")?" ":"";o+=r===xt?g+ri:n>=0?(t.push(_),g.slice(0,n)+Yt+g.slice(n)+De+$):g+De+(n===-2?c:$)}return[Os(i,o+(i[s]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),t]},wt=class i{constructor({strings:e,_$litType$:s},t){let a;this.parts=[];let o=0,r=0,c=e.length-1,g=this.parts,[_,h]=Bs(e,s);if(this.el=i.createElement(_,t),tt.currentNode=this.el.content,s===2||s===3){let n=this.el.content.firstChild;n.replaceWith(...n.childNodes)}for(;(a=tt.nextNode())!==null&&g.length<c;){if(a.nodeType===1){if(a.hasAttributes())for(let n of a.getAttributeNames())if(n.endsWith(Yt)){let C=h[r++],$=a.getAttribute(n).split(De),k=/([.?@])?(.*)/.exec(C);g.push({type:1,index:o,name:k[2],strings:$,ctor:k[1]==="."?Rt:k[1]==="?"?Pt:k[1]==="@"?Nt:at}),a.removeAttribute(n)}else n.startsWith(De)&&(g.push({type:6,index:o}),a.removeAttribute(n));if(Ds.test(a.tagName)){let n=a.textContent.split(De),C=n.length-1;if(C>0){a.textContent=Ot?Ot.emptyScript:"";for(let $=0;$<C;$++)a.append(n[$],yt()),tt.nextNode(),g.push({type:2,index:++o});a.append(n[C],yt())}}}else if(a.nodeType===8)if(a.data===es)g.push({type:2,index:o});else{let n=-1;for(;(n=a.data.indexOf(De,n+1))!==-1;)g.push({type:7,index:o}),n+=De.length-1}o++}}static createElement(e,s){let t=st.createElement("template");return t.innerHTML=e,t}};function it(i,e,s=i,t){if(e===Ce)return e;let a=t!==void 0?s._$Co?.[t]:s._$Cl,o=$t(e)?void 0:e._$litDirective$;return a?.constructor!==o&&(a?._$AO?.(!1),o===void 0?a=void 0:(a=new o(i),a._$AT(i,s,t)),t!==void 0?(s._$Co??=[])[t]=a:s._$Cl=a),a!==void 0&&(e=it(i,a._$AS(i,e.values),a,t)),e}var Bt=class{constructor(e,s){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=s}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:s},parts:t}=this._$AD,a=(e?.creationScope??st).importNode(s,!0);tt.currentNode=a;let o=tt.nextNode(),r=0,c=0,g=t[0];for(;g!==void 0;){if(r===g.index){let _;g.type===2?_=new ct(o,o.nextSibling,this,e):g.type===1?_=new g.ctor(o,g.name,g.strings,this,e):g.type===6&&(_=new Lt(o,this,e)),this._$AV.push(_),g=t[++c]}r!==g?.index&&(o=tt.nextNode(),r++)}return tt.currentNode=st,a}p(e){let s=0;for(let t of this._$AV)t!==void 0&&(t.strings!==void 0?(t._$AI(e,t,s),s+=t.strings.length-2):t._$AI(e[s])),s++}},ct=class i{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,s,t,a){this.type=2,this._$AH=X,this._$AN=void 0,this._$AA=e,this._$AB=s,this._$AM=t,this.options=a,this._$Cv=a?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,s=this._$AM;return s!==void 0&&e?.nodeType===11&&(e=s.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,s=this){e=it(this,e,s),$t(e)?e===X||e==null||e===""?(this._$AH!==X&&this._$AR(),this._$AH=X):e!==this._$AH&&e!==Ce&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):Us(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==X&&$t(this._$AH)?this._$AA.nextSibling.data=e:this.T(st.createTextNode(e)),this._$AH=e}$(e){let{values:s,_$litType$:t}=e,a=typeof t=="number"?this._$AC(e):(t.el===void 0&&(t.el=wt.createElement(Os(t.h,t.h[0]),this.options)),t);if(this._$AH?._$AD===a)this._$AH.p(s);else{let o=new Bt(a,this),r=o.u(this.options);o.p(s),this.T(r),this._$AH=o}}_$AC(e){let s=js.get(e.strings);return s===void 0&&js.set(e.strings,s=new wt(e)),s}k(e){ts(this._$AH)||(this._$AH=[],this._$AR());let s=this._$AH,t,a=0;for(let o of e)a===s.length?s.push(t=new i(this.O(yt()),this.O(yt()),this,this.options)):t=s[a],t._$AI(o),a++;a<s.length&&(this._$AR(t&&t._$AB.nextSibling,a),s.length=a)}_$AR(e=this._$AA.nextSibling,s){for(this._$AP?.(!1,!0,s);e!==this._$AB;){let t=Ts(e).nextSibling;Ts(e).remove(),e=t}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},at=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,s,t,a,o){this.type=1,this._$AH=X,this._$AN=void 0,this.element=e,this.name=s,this._$AM=a,this.options=o,t.length>2||t[0]!==""||t[1]!==""?(this._$AH=Array(t.length-1).fill(new String),this.strings=t):this._$AH=X}_$AI(e,s=this,t,a){let o=this.strings,r=!1;if(o===void 0)e=it(this,e,s,0),r=!$t(e)||e!==this._$AH&&e!==Ce,r&&(this._$AH=e);else{let c=e,g,_;for(e=o[0],g=0;g<o.length-1;g++)_=it(this,c[t+g],s,g),_===Ce&&(_=this._$AH[g]),r||=!$t(_)||_!==this._$AH[g],_===X?e=X:e!==X&&(e+=(_??"")+o[g+1]),this._$AH[g]=_}r&&!a&&this.j(e)}j(e){e===X?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},Rt=class extends at{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===X?void 0:e}},Pt=class extends at{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==X)}},Nt=class extends at{constructor(e,s,t,a,o){super(e,s,t,a,o),this.type=5}_$AI(e,s=this){if((e=it(this,e,s,0)??X)===Ce)return;let t=this._$AH,a=e===X&&t!==X||e.capture!==t.capture||e.once!==t.once||e.passive!==t.passive,o=e!==X&&(t===X||a);a&&this.element.removeEventListener(this.name,this,t),o&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},Lt=class{constructor(e,s,t){this.element=e,this.type=6,this._$AN=void 0,this._$AM=s,this.options=t}get _$AU(){return this._$AM._$AU}_$AI(e){it(this,e)}},Rs={M:Yt,P:De,A:es,C:1,L:Bs,R:Bt,D:Us,V:it,I:ct,H:at,N:Pt,U:Nt,B:Rt,F:Lt},oi=Xt.litHtmlPolyfillSupport;oi?.(wt,ct),(Xt.litHtmlVersions??=[]).push("3.3.3");var Ps=(i,e,s)=>{let t=s?.renderBefore??e,a=t._$litPart$;if(a===void 0){let o=s?.renderBefore??null;t._$litPart$=a=new ct(e.insertBefore(yt(),o),o,void 0,s??{})}return a._$AI(i),a};/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var is=globalThis,K=class extends Ue{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let s=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Ps(s,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return Ce}};K._$litElement$=!0,K.finalized=!0,is.litElementHydrateSupport?.({LitElement:K});var ni=is.litElementPolyfillSupport;ni?.({LitElement:K});(is.litElementVersions??=[]).push("4.2.2");/**
 * @license
 * Copyright 2022 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 *//**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var se=i=>(e,s)=>{s!==void 0?s.addInitializer(()=>{customElements.define(i,e)}):customElements.define(i,e)};/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var li={attribute:!0,type:String,converter:bt,reflect:!1,hasChanged:Dt},ci=(i=li,e,s)=>{let{kind:t,metadata:a}=s,o=globalThis.litPropertyMetadata.get(a);if(o===void 0&&globalThis.litPropertyMetadata.set(a,o=new Map),t==="setter"&&((i=Object.create(i)).wrapped=!0),o.set(s.name,i),t==="accessor"){let{name:r}=s;return{set(c){let g=e.get.call(this);e.set.call(this,c),this.requestUpdate(r,g,i,!0,c)},init(c){return c!==void 0&&this.C(r,void 0,i,c),c}}}if(t==="setter"){let{name:r}=s;return function(c){let g=this[r];e.call(this,c),this.requestUpdate(r,g,i,!0,c)}}throw Error("Unsupported decorator location: "+t)};function p(i){return(e,s)=>typeof s=="object"?ci(i,e,s):((t,a,o)=>{let r=a.hasOwnProperty(o);return a.constructor.createProperty(o,t),r?Object.getOwnPropertyDescriptor(a,o):void 0})(i,e,s)}/**
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
 */var H=i=>i??X;/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var dt={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},rt=i=>(...e)=>({_$litDirective$:i,values:e}),Je=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,s,t){this._$Ct=e,this._$AM=s,this._$Ci=t}_$AS(e,s){return this.update(e,s)}update(e,s){return this.render(...s)}};/**
 * @license
 * Copyright 2018 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var Ns="important",di=" !"+Ns,Te=rt(class extends Je{constructor(i){if(super(i),i.type!==dt.ATTRIBUTE||i.name!=="style"||i.strings?.length>2)throw Error("The `styleMap` directive must be used in the `style` attribute and must be the only part in the attribute.")}render(i){return Object.keys(i).reduce((e,s)=>{let t=i[s];return t==null?e:e+`${s=s.includes("-")?s:s.replace(/(?:^(webkit|moz|ms|o)|)(?=[A-Z])/g,"-$&").toLowerCase()}:${t};`},"")}update(i,[e]){let{style:s}=i.element;if(this.ft===void 0)return this.ft=new Set(Object.keys(e)),this.render(e);for(let t of this.ft)e[t]==null&&(this.ft.delete(t),t.includes("-")?s.removeProperty(t):s[t]=null);for(let t in e){let a=e[t];if(a!=null){this.ft.add(t);let o=typeof a=="string"&&a.endsWith(di);t.includes("-")||o?s.setProperty(t,o?a.slice(0,-11):a,o?Ns:""):s[t]=a}}return Ce}});/**
 * @license
 * Copyright 2021 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */function j(i,e,s){return i?e(i):s?.(i)}var Ls="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==",Hs=()=>({});var ze={default:Ls,blue:Ls},ot={},Vs="dark",qs="cozy",Fs="none",Zs=new Map;/**
 * @license
 * Copyright 2020 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var{I:hr}=Rs;var Ws=i=>i.strings===void 0;/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var kt=(i,e)=>{let s=i._$AN;if(s===void 0)return!1;for(let t of s)t._$AO?.(e,!1),kt(t,e);return!0},Vt=i=>{let e,s;do{if((e=i._$AM)===void 0)break;s=e._$AN,s.delete(i),i=e}while(s?.size===0)},Gs=i=>{for(let e;e=i._$AM;i=e){let s=e._$AN;if(s===void 0)e._$AN=s=new Set;else if(s.has(i))break;s.add(i),pi(e)}};function hi(i){this._$AN!==void 0?(Vt(this),this._$AM=i,Gs(this)):this._$AM=i}function mi(i,e=!1,s=0){let t=this._$AH,a=this._$AN;if(a!==void 0&&a.size!==0)if(e)if(Array.isArray(t))for(let o=s;o<t.length;o++)kt(t[o],!1),Vt(t[o]);else t!=null&&(kt(t,!1),Vt(t));else kt(this,i)}var pi=i=>{i.type==dt.CHILD&&(i._$AP??=mi,i._$AQ??=hi)},qt=class extends Je{constructor(){super(...arguments),this._$AN=void 0}_$AT(e,s,t){super._$AT(e,s,t),Gs(this),this.isConnected=e._$AU}_$AO(e,s=!0){e!==this.isConnected&&(this.isConnected=e,e?this.reconnected?.():this.disconnected?.()),s&&(kt(this,e),Vt(this))}setValue(e){if(Ws(this._$Ct))this._$Ct._$AI(e,this);else{let s=[...this._$Ct._$AH];s[this._$Ci]=e,this._$Ct._$AI(s,this,0)}}disconnected(){}reconnected(){}};var as=class extends qt{host;element;prevData={};eventData={};render(e){return X}update(e,[s]){this.element!==e.element&&(this.element=e.element),this.host=e.options?.host??this.element,this.apply(s),this.groom(s),this.prevData={...s}}apply(e){if(!e)return;let{prevData:s,element:t}=this;for(let[a,o]of Object.entries(e)){if(o===s[a])continue;let r=a.slice(1);switch(a[0]){case"@":this.eventData[r]=o,this.applyEvent(r,o);break;case".":t[r]=o;break;case"?":o?t.setAttribute(r,""):t.removeAttribute(r);break;default:o===null?t.removeAttribute(a):t.setAttribute(a,String(o));break}}}groom(e){let{prevData:s,element:t}=this;if(s)for(let[a,o]of Object.entries(s)){let r=a.slice(1);if(!e||!(a in e)&&t[r]===o)switch(a[0]){case"@":this.groomEvent(r,o);break;case".":t[r]=void 0;break;case"?":t.removeAttribute(r);break;default:t.removeAttribute(a);break}}}applyEvent(e,s){let{prevData:t,element:a}=this;this.eventData[e]=s,t[e]&&a.removeEventListener(e,this,s),a.addEventListener(e,this,s)}groomEvent(e,s){let{element:t}=this;Reflect.deleteProperty(this.eventData,e),t.removeEventListener(e,this,s)}handleEvent(e){let s=this.eventData[e.type];typeof s=="function"?s.call(this.host,e):s.handleEvent(e)}disconnected(){let{eventData:e,element:s}=this;for(let[t,a]of Object.entries(e)){let o=t.slice(1);s.removeEventListener(o,this,a)}}reconnected(){let{eventData:e,element:s}=this;for(let[t,a]of Object.entries(e)){let o=t.slice(1);s.addEventListener(o,this,a)}}},W=rt(as);var fi=Z`
	<path
		fill="currentColor"
		d="M18.91 12.98a5.45 5.45 0 0 1 2.18 6.2c-.1.33-.09.68.1.96l.83 1.32a1 1 0 0 1-.84 1.54h-5.5A5.6 5.6 0 0 1 10 17.5a5.6 5.6 0 0 1 5.68-5.5c1.2 0 2.32.36 3.23.98Z"
	/>
	<path
		fill="currentColor"
		d="M19.24 10.86c.32.16.72-.02.74-.38L20 10c0-4.42-4.03-8-9-8s-9 3.58-9 8c0 1.5.47 2.91 1.28 4.11.14.21.12.49-.06.67l-1.51 1.51A1 1 0 0 0 2.4 18h5.1a.5.5 0 0 0 .49-.5c0-4.2 3.5-7.5 7.68-7.5 1.28 0 2.5.3 3.56.86Z"
	/>
`;function rs(i={}){return f`<svg
		${W(i)}
		class="discord-mention-icon"
		aria-hidden="false"
		width="24"
		height="24"
		viewBox="0 0 20 20"
		xmlns="http://www.w3.org/2000/svg"
	>
		${fi}
	</svg>`}var ui=Z`
	<path
		fill="currentColor"
		fill-rule="evenodd"
		clip-rule="evenodd"
		d="M10.99 3.16A1 1 0 1 0 9 2.84L8.15 8H4a1 1 0 0 0 0 2h3.82l-.67 4H3a1 1 0 1 0 0 2h3.82l-.8 4.84a1 1 0 0 0 1.97.32L8.85 16h4.97l-.8 4.84a1 1 0 0 0 1.97.32l.86-5.16H20a1 1 0 1 0 0-2h-3.82l.67-4H21a1 1 0 1 0 0-2h-3.82l.8-4.84a1 1 0 1 0-1.97-.32L15.15 8h-4.97l.8-4.84ZM14.15 14l.67-4H9.85l-.67 4h4.97Z"
	/>
`;function os(i={}){return f`<svg
		${W(i)}
		class="discord-mention-icon"
		aria-hidden="false"
		width="24"
		height="24"
		viewBox="0 0 24 24"
		xmlns="http://www.w3.org/2000/svg"
	>
		${ui}
	</svg>`}var gi=Z`
	<path
		fill="currentColor"
		d="M12 2.81a1 1 0 0 1 0-1.41l.36-.36a1 1 0 0 1 1.41 0l9.2 9.2a1 1 0 0 1 0 1.4l-.7.7a1 1 0 0 1-1.3.13l-9.54-6.72a1 1 0 0 1-.08-1.58l1-1L12 2.8ZM12 21.2a1 1 0 0 1 0 1.41l-.35.35a1 1 0 0 1-1.41 0l-9.2-9.19a1 1 0 0 1 0-1.41l.7-.7a1 1 0 0 1 1.3-.12l9.54 6.72a1 1 0 0 1 .07 1.58l-1 1 .35.36ZM15.66 16.8a1 1 0 0 1-1.38.28l-8.49-5.66A1 1 0 1 1 6.9 9.76l8.49 5.65a1 1 0 0 1 .27 1.39ZM17.1 14.25a1 1 0 1 0 1.11-1.66L9.73 6.93a1 1 0 0 0-1.11 1.66l8.49 5.66Z"
	/>
`;function ns(i={}){return f`<svg
		${W(i)}
		class="discord-mention-icon"
		aria-hidden="false"
		width="24"
		height="24"
		viewBox="0 0 24 24"
		xmlns="http://www.w3.org/2000/svg"
	>
		${gi}
	</svg>`}var _i=Z`
	<path
		fill="currentColor"
		fill-rule="evenodd"
		clip-rule="evenodd"
		d="M6 9h1V6a5 5 0 0 1 10 0v3h1a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3v-8a3 3 0 0 1 3-3Zm9-3v3H9V6a3 3 0 1 1 6 0Zm-1 8a2 2 0 0 1-1 1.73V18a1 1 0 1 1-2 0v-2.27A2 2 0 1 1 14 14Z"
	/>
`;function ls(i={}){return f`<svg
		${W(i)}
		class="discord-mention-icon"
		aria-hidden="false"
		width="24"
		height="24"
		viewBox="0 0 24 24"
		xmlns="http://www.w3.org/2000/svg"
	>
		${_i}
	</svg>`}var vi=Z`
	<path
		fill="currentColor"
		d="M12 3a1 1 0 0 0-1-1h-.06a1 1 0 0 0-.74.32L5.92 7H3a1 1 0 0 0-1 1v8a1 1 0 0 0 1 1h2.92l4.28 4.68a1 1 0 0 0 .74.32H11a1 1 0 0 0 1-1V3ZM15.1 20.75c-.58.14-1.1-.33-1.1-.92v-.03c0-.5.37-.92.85-1.05a7 7 0 0 0 0-13.5A1.11 1.11 0 0 1 14 4.2v-.03c0-.6.52-1.06 1.1-.92a9 9 0 0 1 0 17.5Z"
	/>
	<path
		fill="currentColor"
		d="M15.16 16.51c-.57.28-1.16-.2-1.16-.83v-.14c0-.43.28-.8.63-1.02a3 3 0 0 0 0-5.04c-.35-.23-.63-.6-.63-1.02v-.14c0-.63.59-1.1 1.16-.83a5 5 0 0 1 0 9.02Z"
	/>
`;function cs(i={}){return f`<svg
		${W(i)}
		class="discord-mention-icon"
		aria-hidden="false"
		width="24"
		height="24"
		viewBox="0 0 24 24"
		xmlns="http://www.w3.org/2000/svg"
	>
		${vi}
	</svg>`}var ht=function(i,e,s,t,a,o){function r(w){if(w!==void 0&&typeof w!="function")throw new TypeError("Function expected");return w}for(var c=t.kind,g=c==="getter"?"get":c==="setter"?"set":"value",_=!e&&i?t.static?i:i.prototype:null,h=e||(_?Object.getOwnPropertyDescriptor(_,t.name):{}),n,C=!1,$=s.length-1;$>=0;$--){var k={};for(var v in t)k[v]=v==="access"?{}:t[v];for(var v in t.access)k.access[v]=t.access[v];k.addInitializer=function(w){if(C)throw new TypeError("Cannot add initializers after decoration has completed");o.push(r(w||null))};var u=(0,s[$])(c==="accessor"?{get:h.get,set:h.set}:h[g],k);if(c==="accessor"){if(u===void 0)continue;if(u===null||typeof u!="object")throw new TypeError("Object expected");(n=r(u.get))&&(h.get=n),(n=r(u.set))&&(h.set=n),(n=r(u.init))&&a.unshift(n)}else(n=r(u))&&(c==="field"?a.unshift(n):h[g]=n)}_&&Object.defineProperty(_,t.name,h),C=!0},Ee=function(i,e,s){for(var t=arguments.length>2,a=0;a<e.length;a++)s=t?e[a].call(i,s):e[a].call(i);return t?s:void 0},ke="light-theme",Me="compact-mode",ds="no-background",Xr=(()=>{let i=[se("discord-messages")],e,s=[],t,a=K,o,r=[],c=[],g,_=[],h=[],n,C=[],$=[],k,v=[],u=[],w,P=[],B=[];var F=class extends a{static{t=this}static{let M=typeof Symbol=="function"&&Symbol.metadata?Object.create(a[Symbol.metadata]??null):void 0;o=[gt({context:ke}),p({type:Boolean,reflect:!0,attribute:"light-theme"})],g=[gt({context:ds}),p({type:Boolean,reflect:!0,attribute:"no-background"})],n=[gt({context:Me}),p({type:Boolean,reflect:!0,attribute:"compact-mode"})],k=[p({reflect:!0,attribute:"channel-type"})],w=[p({reflect:!0,attribute:"channel-name"})],ht(this,null,o,{kind:"accessor",name:"lightTheme",static:!1,private:!1,access:{has:A=>"lightTheme"in A,get:A=>A.lightTheme,set:(A,q)=>{A.lightTheme=q}},metadata:M},r,c),ht(this,null,g,{kind:"accessor",name:"noBackground",static:!1,private:!1,access:{has:A=>"noBackground"in A,get:A=>A.noBackground,set:(A,q)=>{A.noBackground=q}},metadata:M},_,h),ht(this,null,n,{kind:"accessor",name:"compactMode",static:!1,private:!1,access:{has:A=>"compactMode"in A,get:A=>A.compactMode,set:(A,q)=>{A.compactMode=q}},metadata:M},C,$),ht(this,null,k,{kind:"accessor",name:"channelType",static:!1,private:!1,access:{has:A=>"channelType"in A,get:A=>A.channelType,set:(A,q)=>{A.channelType=q}},metadata:M},v,u),ht(this,null,w,{kind:"accessor",name:"channelName",static:!1,private:!1,access:{has:A=>"channelName"in A,get:A=>A.channelName,set:(A,q)=>{A.channelName=q}},metadata:M},P,B),ht(null,e={value:t},i,{kind:"class",name:t.name,metadata:M},null,s),F=t=e.value,M&&Object.defineProperty(t,Symbol.metadata,{enumerable:!0,configurable:!0,writable:!0,value:M})}static styles=Y`
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
	`;#e=Ee(this,r,!1);get lightTheme(){return this.#e}set lightTheme(M){this.#e=M}#t=(Ee(this,c),Ee(this,_,!1));get noBackground(){return this.#t}set noBackground(M){this.#t=M}#s=(Ee(this,h),Ee(this,C,!1));get compactMode(){return this.#s}set compactMode(M){this.#s=M}#i=(Ee(this,$),Ee(this,v,void 0));get channelType(){return this.#i}set channelType(M){this.#i=M}#a=(Ee(this,u),Ee(this,P,void 0));get channelName(){return this.#a}set channelName(M){this.#a=M}connectedCallback(){super.connectedCallback(),(this.lightTheme||Vs==="light"&&this.lightTheme)&&(this.lightTheme=!0),(this.compactMode||qs==="compact"&&this.compactMode)&&(this.compactMode=!0),(this.noBackground||Fs==="none"&&this.noBackground)&&(this.noBackground=!0)}render(){let M;switch(this.channelType){case"text":M=f`${os()}`;break;case"voice":M=f`${cs()}`;break;case"locked":M=f`${ls()}`;break;case"thread":M=f`${ns()}`;break;case"forum":M=f`${rs()}`;break}return f`
			${j(this.channelType&&this.channelName,()=>f`<div class="discord-channel-header">
						<div class="discord-channel-icon">${M}</div>
						<div class="discord-channel-name">${this.channelName}</div>
					</div>`)}
			<slot></slot>
		`}constructor(){super(...arguments),Ee(this,B)}static{Ee(t,s)}};return F=t})();var bi=new Intl.DateTimeFormat("en-US",{day:"2-digit",month:"2-digit",year:"numeric"}),xi=new Intl.DateTimeFormat("en-US",{hour12:!0,hour:"2-digit",minute:"2-digit"}),yi=new Intl.DateTimeFormat("en-US",{hour12:!1,hour:"2-digit",minute:"2-digit"}),$i=i=>i instanceof Date?bi.format(i):i,wi=(i,e=!1)=>i instanceof Date?e?yi.format(i):xi.format(i):i;function mt(i,e=!1,s=!1){if(!(i instanceof Date)&&typeof i!="string")throw new TypeError("Timestamp prop must be a Date object or a string.");return e?wi(i,s):$i(i)}var ki=/(?:<(?<animated>a)?:(?<name>\w{2,32}):)?(?<id>\d{17,21})>?/;function Ft(i){let e=Hs().emojis?.[i];if(e)return e;let s=ki.exec(i);if(s?.groups){let{name:t,id:a,animated:o}=s.groups,r=o?"gif":"png";return{name:t,url:""}}}function Zt(i){if(i)return Zs.get(i)??i}var Ai=Z`
	<path
		fill="currentColor"
		d="M56 50.6667V13.3333C56 10.4 53.6 8 50.6667 8H13.3333C10.4 8 8 10.4 8 13.3333V50.6667C8 53.6 10.4 56 13.3333 56H50.6667C53.6 56 56 53.6 56 50.6667ZM22.6667 36L29.3333 44.0267L38.6667 32L50.6667 48H13.3333L22.6667 36Z"
	/>
`;function At(i={}){return f`<svg ${W(i)} aria-hidden="false" width="64" height="64" viewBox="0 0 64 64">${Ai}</svg>`}var Ci=Z`
	<path
		fill="currentColor"
		fill-rule="evenodd"
		clip-rule="evenodd"
		d="M5 3C3.89543 3 3 3.89543 3 5V19C3 20.1046 3.89543 21 5 21H19C20.1046 21 21 20.1046 21 19V5C21 3.89543 20.1046 3 19 3H5ZM16.8995 8.41419L15.4853 6.99998L7 15.4853L8.41421 16.8995L16.8995 8.41419Z"
	/>
`;function Ct(i){return f`<svg ${W(i||{})} class="discord-command-icon" aria-hidden="false" width="24" height="24" viewBox="0 0 24 24">
		${Ci}
	</svg>`}var Ti=Z`
	<path
		d="M0.809739 3.59646L5.12565 0.468433C5.17446 0.431163 5.23323 0.408043 5.2951 0.401763C5.35698 0.395482 5.41943 0.406298 5.4752 0.432954C5.53096 0.45961 5.57776 0.50101 5.61013 0.552343C5.64251 0.603676 5.65914 0.662833 5.6581 0.722939V2.3707C10.3624 2.3707 11.2539 5.52482 11.3991 7.21174C11.4028 7.27916 11.3848 7.34603 11.3474 7.40312C11.3101 7.46021 11.2554 7.50471 11.1908 7.53049C11.1262 7.55626 11.0549 7.56204 10.9868 7.54703C10.9187 7.53201 10.857 7.49695 10.8104 7.44666C8.72224 5.08977 5.6581 5.63359 5.6581 5.63359V7.28135C5.65831 7.34051 5.64141 7.39856 5.60931 7.44894C5.5772 7.49932 5.53117 7.54004 5.4764 7.5665C5.42163 7.59296 5.3603 7.60411 5.29932 7.59869C5.23834 7.59328 5.18014 7.57151 5.13128 7.53585L0.809739 4.40892C0.744492 4.3616 0.691538 4.30026 0.655067 4.22975C0.618596 4.15925 0.599609 4.08151 0.599609 4.00269C0.599609 3.92386 0.618596 3.84612 0.655067 3.77562C0.691538 3.70511 0.744492 3.64377 0.809739 3.59646Z"
		fill="currentColor"
	/>
`;function hs(i={}){return f`<svg ${W(i)} class="discord-reply-icon" aria-hidden="false" width="12" height="8" viewBox="0 0 12 8">${Ti}</svg>`}var zi=Z`
	<path d="M7.4,11.17,4,8.62,5,7.26l2,1.53L10.64,4l1.36,1Z" fill="currentColor" />
`;function Ie(i={}){return f`<svg
		${W(i)}
		class="discord-application-tag-verified"
		aria-label="Verified App"
		aria-hidden="false"
		width="16"
		height="16"
		viewBox="0 0 16 15.2"
		xmlns="http://www.w3.org/2000/svg"
	>
		${zi}
	</svg>`}var ie=function(i,e,s,t,a,o){function r(w){if(w!==void 0&&typeof w!="function")throw new TypeError("Function expected");return w}for(var c=t.kind,g=c==="getter"?"get":c==="setter"?"set":"value",_=!e&&i?t.static?i:i.prototype:null,h=e||(_?Object.getOwnPropertyDescriptor(_,t.name):{}),n,C=!1,$=s.length-1;$>=0;$--){var k={};for(var v in t)k[v]=v==="access"?{}:t[v];for(var v in t.access)k.access[v]=t.access[v];k.addInitializer=function(w){if(C)throw new TypeError("Cannot add initializers after decoration has completed");o.push(r(w||null))};var u=(0,s[$])(c==="accessor"?{get:h.get,set:h.set}:h[g],k);if(c==="accessor"){if(u===void 0)continue;if(u===null||typeof u!="object")throw new TypeError("Object expected");(n=r(u.get))&&(h.get=n),(n=r(u.set))&&(h.set=n),(n=r(u.init))&&a.unshift(n)}else(n=r(u))&&(c==="field"?a.unshift(n):h[g]=n)}_&&Object.defineProperty(_,t.name,h),C=!0},V=function(i,e,s){for(var t=arguments.length>2,a=0;a<e.length;a++)s=t?e[a].call(i,s):e[a].call(i);return t?s:void 0},Ks=(()=>{let i=[se("discord-reply")],e,s=[],t,a=K,o,r=[],c=[],g,_=[],h=[],n,C=[],$=[],k,v=[],u=[],w,P=[],B=[],F,M=[],A=[],q,ae=[],re=[],oe,ne=[],le=[],ce,de=[],he=[],me,pe=[],fe=[],ue,ge=[],_e=[],ve,be=[],xe=[],ye,U=[],x=[],N,I=[],b=[],L,Be=[],Re=[],Pe,Ne=[],Le=[],He,Ve=[],qe=[],Fe,Ze=[],We=[];var Ge=class extends a{static{t=this}static{let E=typeof Symbol=="function"&&Symbol.metadata?Object.create(a[Symbol.metadata]??null):void 0;o=[p()],g=[p()],n=[p()],k=[p({type:Boolean})],w=[p({type:Boolean})],F=[p({type:Boolean,attribute:"official-app"})],q=[p({type:Boolean})],oe=[p({type:Boolean})],ce=[p({type:Boolean})],me=[p({attribute:"role-color"})],ue=[p({type:Boolean})],ve=[p({type:Boolean})],ye=[p({type:Boolean})],N=[p({attribute:"clan-icon"})],L=[p({attribute:"clan-tag"})],Pe=[p({type:Boolean,reflect:!0})],He=[te({context:ke}),p({type:Boolean,reflect:!0,attribute:"light-theme"})],Fe=[te({context:Me}),p({type:Boolean,reflect:!0,attribute:"compact-mode"})],ie(this,null,o,{kind:"accessor",name:"profile",static:!1,private:!1,access:{has:m=>"profile"in m,get:m=>m.profile,set:(m,S)=>{m.profile=S}},metadata:E},r,c),ie(this,null,g,{kind:"accessor",name:"author",static:!1,private:!1,access:{has:m=>"author"in m,get:m=>m.author,set:(m,S)=>{m.author=S}},metadata:E},_,h),ie(this,null,n,{kind:"accessor",name:"avatar",static:!1,private:!1,access:{has:m=>"avatar"in m,get:m=>m.avatar,set:(m,S)=>{m.avatar=S}},metadata:E},C,$),ie(this,null,k,{kind:"accessor",name:"bot",static:!1,private:!1,access:{has:m=>"bot"in m,get:m=>m.bot,set:(m,S)=>{m.bot=S}},metadata:E},v,u),ie(this,null,w,{kind:"accessor",name:"server",static:!1,private:!1,access:{has:m=>"server"in m,get:m=>m.server,set:(m,S)=>{m.server=S}},metadata:E},P,B),ie(this,null,F,{kind:"accessor",name:"officialApp",static:!1,private:!1,access:{has:m=>"officialApp"in m,get:m=>m.officialApp,set:(m,S)=>{m.officialApp=S}},metadata:E},M,A),ie(this,null,q,{kind:"accessor",name:"op",static:!1,private:!1,access:{has:m=>"op"in m,get:m=>m.op,set:(m,S)=>{m.op=S}},metadata:E},ae,re),ie(this,null,oe,{kind:"accessor",name:"verified",static:!1,private:!1,access:{has:m=>"verified"in m,get:m=>m.verified,set:(m,S)=>{m.verified=S}},metadata:E},ne,le),ie(this,null,ce,{kind:"accessor",name:"edited",static:!1,private:!1,access:{has:m=>"edited"in m,get:m=>m.edited,set:(m,S)=>{m.edited=S}},metadata:E},de,he),ie(this,null,me,{kind:"accessor",name:"roleColor",static:!1,private:!1,access:{has:m=>"roleColor"in m,get:m=>m.roleColor,set:(m,S)=>{m.roleColor=S}},metadata:E},pe,fe),ie(this,null,ue,{kind:"accessor",name:"command",static:!1,private:!1,access:{has:m=>"command"in m,get:m=>m.command,set:(m,S)=>{m.command=S}},metadata:E},ge,_e),ie(this,null,ve,{kind:"accessor",name:"attachment",static:!1,private:!1,access:{has:m=>"attachment"in m,get:m=>m.attachment,set:(m,S)=>{m.attachment=S}},metadata:E},be,xe),ie(this,null,ye,{kind:"accessor",name:"mentions",static:!1,private:!1,access:{has:m=>"mentions"in m,get:m=>m.mentions,set:(m,S)=>{m.mentions=S}},metadata:E},U,x),ie(this,null,N,{kind:"accessor",name:"clanIcon",static:!1,private:!1,access:{has:m=>"clanIcon"in m,get:m=>m.clanIcon,set:(m,S)=>{m.clanIcon=S}},metadata:E},I,b),ie(this,null,L,{kind:"accessor",name:"clanTag",static:!1,private:!1,access:{has:m=>"clanTag"in m,get:m=>m.clanTag,set:(m,S)=>{m.clanTag=S}},metadata:E},Be,Re),ie(this,null,Pe,{kind:"accessor",name:"deleted",static:!1,private:!1,access:{has:m=>"deleted"in m,get:m=>m.deleted,set:(m,S)=>{m.deleted=S}},metadata:E},Ne,Le),ie(this,null,He,{kind:"accessor",name:"lightTheme",static:!1,private:!1,access:{has:m=>"lightTheme"in m,get:m=>m.lightTheme,set:(m,S)=>{m.lightTheme=S}},metadata:E},Ve,qe),ie(this,null,Fe,{kind:"accessor",name:"compactMode",static:!1,private:!1,access:{has:m=>"compactMode"in m,get:m=>m.compactMode,set:(m,S)=>{m.compactMode=S}},metadata:E},Ze,We),ie(null,e={value:t},i,{kind:"class",name:t.name,metadata:E},null,s),Ge=t=e.value,E&&Object.defineProperty(t,Symbol.metadata,{enumerable:!0,configurable:!0,writable:!0,value:E})}static styles=Y`
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
	`;#e=V(this,r,void 0);get profile(){return this.#e}set profile(E){this.#e=E}#t=(V(this,c),V(this,_,"User"));get author(){return this.#t}set author(E){this.#t=E}#s=(V(this,h),V(this,C,void 0));get avatar(){return this.#s}set avatar(E){this.#s=E}#i=(V(this,$),V(this,v,!1));get bot(){return this.#i}set bot(E){this.#i=E}#a=(V(this,u),V(this,P,!1));get server(){return this.#a}set server(E){this.#a=E}#r=(V(this,B),V(this,M,!1));get officialApp(){return this.#r}set officialApp(E){this.#r=E}#o=(V(this,A),V(this,ae,!1));get op(){return this.#o}set op(E){this.#o=E}#n=(V(this,re),V(this,ne,!1));get verified(){return this.#n}set verified(E){this.#n=E}#l=(V(this,le),V(this,de,!1));get edited(){return this.#l}set edited(E){this.#l=E}#c=(V(this,he),V(this,pe,void 0));get roleColor(){return this.#c}set roleColor(E){this.#c=E}#d=(V(this,fe),V(this,ge,!1));get command(){return this.#d}set command(E){this.#d=E}#h=(V(this,_e),V(this,be,!1));get attachment(){return this.#h}set attachment(E){this.#h=E}#m=(V(this,xe),V(this,U,!1));get mentions(){return this.#m}set mentions(E){this.#m=E}#p=(V(this,x),V(this,I,void 0));get clanIcon(){return this.#p}set clanIcon(E){this.#p=E}#f=(V(this,b),V(this,Be,void 0));get clanTag(){return this.#f}set clanTag(E){this.#f=E}#u=(V(this,Re),V(this,Ne,!1));get deleted(){return this.#u}set deleted(E){this.#u=E}#g=(V(this,Le),V(this,Ve,!1));get lightTheme(){return this.#g}set lightTheme(E){this.#g=E}#_=(V(this,qe),V(this,Ze,!1));get compactMode(){return this.#_}set compactMode(E){this.#_=E}resolveAvatar(E){return ze[E]??E??ze.default}render(){let E={author:this.author,bot:this.bot,verified:this.verified,officialApp:this.officialApp,op:this.op,server:this.server,roleColor:this.roleColor,clanIcon:this.clanIcon,clanTag:this.clanTag},m=Reflect.get(ot,this.profile)??{},S={...E,...m,avatar:this.resolveAvatar(m.avatar??this.avatar)},je=Zt(S.clanIcon),Ke=S.clanTag?.slice(0,4),Ye=f`
			${j(S.bot&&!S.server&&!S.officialApp,()=>f`<span class="discord-application-tag">${S.verified?Ie():""}App</span>`)}
			${j(S.server&&!S.bot&&!S.officialApp,()=>f`<span class="discord-application-tag">Server</span>`)}
			${j(S.officialApp&&!S.server&&!S.bot,()=>f`<span class="discord-application-tag">${Ie()}OFFICIAL</span>`)}
		`;return f`${j(this.compactMode||this.deleted,()=>f`<div class="discord-reply-badge">${hs()}</div>`,()=>f`<img class="discord-replied-message-avatar" src="${H(S.avatar)}" alt="${H(S.author)}" />`)}
		${j(this.deleted,()=>f`<div class="discord-replied-deleted-message-content"><em>Original message was deleted</em></div>`,()=>f`${Ye}
					<span class="discord-replied-message-username" style=${Te({color:S.roleColor})}
						>${j(this.mentions,()=>"@")}${S.author}</span
					>
					${j(S.clanIcon&&S.clanTag&&S.clanTag?.length>0,()=>f`<span class="discord-clan-tag">
								${je==="string"?f`<img
											srcset=${H(je)}
											alt=${H(Ke)}
											width="12"
											height="12"
											draggable="false"
										/>`:je}
								<span>${Ke}</span>
							</span>`)}
					<!-- display: inline -->
					<div class="discord-replied-message-content"
						><slot></slot>${j(this.edited,()=>f`<span class="discord-message-edited">(edited)</span>`)}</div
					>
					${j(this.command,()=>Ct({class:"discord-replied-message-content-icon"}),()=>j(this.attachment,()=>At({class:"discord-replied-message-content-icon"})))}`)}`}constructor(){super(...arguments),V(this,We)}static{V(t,s)}};return Ge=t})();var Ei=Z`
	<path d="M4.61241 0L6 0.845294L1.38759 10L0 9.15471L4.61241 0Z" fill="currentColor" />
`;function ms(i={}){return f`<svg ${W(i)} class="discord-command-icon" aria-hidden="false" width="6" height="10" viewBox="0 0 6 10" fill="none">
		${Ei}
	</svg>`}var Mi=Z`
	<path fill="currentColor" d="M2.06 7.61c-.25.95.31 1.92 1.26 2.18l4.3 1.15c.94.25 1.91-.31 2.17-1.26l1.15-4.3c.25-.94-.31-1.91-1.26-2.17l-4.3-1.15c-.94-.25-1.91.31-2.17 1.26l-1.15 4.3ZM12.98 7.87a2 2 0 0 0 1.75 2.95H20a2 2 0 0 0 1.76-2.95l-2.63-4.83a2 2 0 0 0-3.51 0l-2.63 4.83ZM5.86 13.27a.89.89 0 0 1 1.28 0l.75.77a.9.9 0 0 0 .54.26l1.06.12c.5.06.85.52.8 1.02l-.13 1.08c-.02.2.03.42.14.6l.56.92c.27.43.14 1-.28 1.26l-.9.58a.92.92 0 0 0-.37.48l-.36 1.02a.9.9 0 0 1-1.15.57l-1-.36a.89.89 0 0 0-.6 0l-1 .36a.9.9 0 0 1-1.15-.57l-.36-1.02a.92.92 0 0 0-.37-.48l-.9-.58a.93.93 0 0 1-.28-1.26l.56-.93c.11-.17.16-.38.14-.59l-.12-1.08c-.06-.5.3-.96.8-1.02l1.05-.12a.9.9 0 0 0 .54-.26l.75-.77ZM18.52 13.71a1.1 1.1 0 0 0-2.04 0l-.46 1.24c-.19.5-.57.88-1.07 1.07l-1.24.46a1.1 1.1 0 0 0 0 2.04l1.24.46c.5.19.88.57 1.07 1.07l.46 1.24c.35.95 1.7.95 2.04 0l.46-1.24c.19-.5.57-.88 1.07-1.07l1.24-.46a1.1 1.1 0 0 0 0-2.04l-1.24-.46a1.8 1.8 0 0 1-1.07-1.07l-.46-1.24Z">
	</path>
`;function ps(i={}){return f`<svg ${W(i)} class="discord-command-icon-name" aria-hidden="false" width="10" height="10" viewBox="0 0 24 24" fill="none">
		${Mi}
	</svg>`}var Ii=Z`
	<path fill="currentColor" d="M5.3 9.3a1 1 0 0 1 1.4 0l5.3 5.29 5.3-5.3a1 1 0 1 1 1.4 1.42l-6 6a1 1 0 0 1-1.4 0l-6-6a1 1 0 0 1 0-1.42Z"></path>
`;function Wt(i={}){return f`<svg ${W(i)} aria-hidden="false" width="18" height="18" viewBox="0 0 24 24" xmlns="http://www.w3.org/2000/svg">
		${Ii}
	</svg>`}var Si=Z`
	<path fill="color-mix( in oklab, hsl(215 calc(1 * 8.8%) 73.3% / 1) 100%, black 0%" d="M12 22a10 10 0 1 0-8.45-4.64c.13.19.11.44-.04.61l-2.06 2.37A1 1 0 0 0 2.2 22H12Z" class="">
    </path>
`;function fs(i={}){return f`<svg ${W(i)} aria-hidden="false" width="16" height="16" viewBox="0 0 24 24" fill="none">${Si}</svg>`}var ee=function(i,e,s,t,a,o){function r(w){if(w!==void 0&&typeof w!="function")throw new TypeError("Function expected");return w}for(var c=t.kind,g=c==="getter"?"get":c==="setter"?"set":"value",_=!e&&i?t.static?i:i.prototype:null,h=e||(_?Object.getOwnPropertyDescriptor(_,t.name):{}),n,C=!1,$=s.length-1;$>=0;$--){var k={};for(var v in t)k[v]=v==="access"?{}:t[v];for(var v in t.access)k.access[v]=t.access[v];k.addInitializer=function(w){if(C)throw new TypeError("Cannot add initializers after decoration has completed");o.push(r(w||null))};var u=(0,s[$])(c==="accessor"?{get:h.get,set:h.set}:h[g],k);if(c==="accessor"){if(u===void 0)continue;if(u===null||typeof u!="object")throw new TypeError("Object expected");(n=r(u.get))&&(h.get=n),(n=r(u.set))&&(h.set=n),(n=r(u.init))&&a.unshift(n)}else(n=r(u))&&(c==="field"?a.unshift(n):h[g]=n)}_&&Object.defineProperty(_,t.name,h),C=!0},R=function(i,e,s){for(var t=arguments.length>2,a=0;a<e.length;a++)s=t?e[a].call(i,s):e[a].call(i);return t?s:void 0},on=(()=>{let i=[se("discord-command")],e,s=[],t,a=K,o,r=[],c=[],g,_=[],h=[],n,C=[],$=[],k,v=[],u=[],w,P=[],B=[],F,M=[],A=[],q,ae=[],re=[],oe,ne=[],le=[],ce,de=[],he=[],me,pe=[],fe=[],ue,ge=[],_e=[],ve,be=[],xe=[],ye,U=[],x=[],N,I=[],b=[],L,Be=[],Re=[],Pe,Ne=[],Le=[],He,Ve=[],qe=[],Fe,Ze=[],We=[],Ge,E=[],m=[],S,je=[],Ke=[];var Ye=class extends a{static{t=this}static{let z=typeof Symbol=="function"&&Symbol.metadata?Object.create(a[Symbol.metadata]??null):void 0;o=[p({attribute:"profile"})],g=[p({attribute:"author"})],n=[p({attribute:"avatar"})],k=[p({attribute:"role-color"})],w=[p({attribute:"command"})],F=[p({attribute:"type"})],q=[p({attribute:"context-user-profile"})],oe=[p({attribute:"context-user-name"})],ce=[p({attribute:"context-user-image"})],me=[p({attribute:"context-user-role-color"})],ue=[p({type:Boolean,attribute:"context-user-bot"})],ve=[p({type:Boolean,attribute:"context-user-bot-verified"})],ye=[p({type:Boolean,attribute:"context-command-reply"})],N=[p({type:Boolean,attribute:"context-attachment-reply"})],L=[p({type:String,attribute:"context-message-reply"})],Pe=[p({type:Boolean,attribute:"context-message-deleted"})],He=[p({type:Boolean,attribute:"context-user-application-official"})],Fe=[p({type:Boolean,attribute:"context-user-server"})],Ge=[te({context:Me}),p({type:Boolean,reflect:!0,attribute:"compact-mode"})],S=[te({context:ke}),p({type:Boolean,reflect:!0,attribute:"light-theme"})],ee(this,null,o,{kind:"accessor",name:"profile",static:!1,private:!1,access:{has:d=>"profile"in d,get:d=>d.profile,set:(d,O)=>{d.profile=O}},metadata:z},r,c),ee(this,null,g,{kind:"accessor",name:"author",static:!1,private:!1,access:{has:d=>"author"in d,get:d=>d.author,set:(d,O)=>{d.author=O}},metadata:z},_,h),ee(this,null,n,{kind:"accessor",name:"avatar",static:!1,private:!1,access:{has:d=>"avatar"in d,get:d=>d.avatar,set:(d,O)=>{d.avatar=O}},metadata:z},C,$),ee(this,null,k,{kind:"accessor",name:"roleColor",static:!1,private:!1,access:{has:d=>"roleColor"in d,get:d=>d.roleColor,set:(d,O)=>{d.roleColor=O}},metadata:z},v,u),ee(this,null,w,{kind:"accessor",name:"command",static:!1,private:!1,access:{has:d=>"command"in d,get:d=>d.command,set:(d,O)=>{d.command=O}},metadata:z},P,B),ee(this,null,F,{kind:"accessor",name:"type",static:!1,private:!1,access:{has:d=>"type"in d,get:d=>d.type,set:(d,O)=>{d.type=O}},metadata:z},M,A),ee(this,null,q,{kind:"accessor",name:"contextUserProfile",static:!1,private:!1,access:{has:d=>"contextUserProfile"in d,get:d=>d.contextUserProfile,set:(d,O)=>{d.contextUserProfile=O}},metadata:z},ae,re),ee(this,null,oe,{kind:"accessor",name:"contextUserName",static:!1,private:!1,access:{has:d=>"contextUserName"in d,get:d=>d.contextUserName,set:(d,O)=>{d.contextUserName=O}},metadata:z},ne,le),ee(this,null,ce,{kind:"accessor",name:"contextUserAvatar",static:!1,private:!1,access:{has:d=>"contextUserAvatar"in d,get:d=>d.contextUserAvatar,set:(d,O)=>{d.contextUserAvatar=O}},metadata:z},de,he),ee(this,null,me,{kind:"accessor",name:"contextUserRoleColor",static:!1,private:!1,access:{has:d=>"contextUserRoleColor"in d,get:d=>d.contextUserRoleColor,set:(d,O)=>{d.contextUserRoleColor=O}},metadata:z},pe,fe),ee(this,null,ue,{kind:"accessor",name:"contextUserBot",static:!1,private:!1,access:{has:d=>"contextUserBot"in d,get:d=>d.contextUserBot,set:(d,O)=>{d.contextUserBot=O}},metadata:z},ge,_e),ee(this,null,ve,{kind:"accessor",name:"contextUserBotVerified",static:!1,private:!1,access:{has:d=>"contextUserBotVerified"in d,get:d=>d.contextUserBotVerified,set:(d,O)=>{d.contextUserBotVerified=O}},metadata:z},be,xe),ee(this,null,ye,{kind:"accessor",name:"contextCommandReply",static:!1,private:!1,access:{has:d=>"contextCommandReply"in d,get:d=>d.contextCommandReply,set:(d,O)=>{d.contextCommandReply=O}},metadata:z},U,x),ee(this,null,N,{kind:"accessor",name:"contextAttachmentReply",static:!1,private:!1,access:{has:d=>"contextAttachmentReply"in d,get:d=>d.contextAttachmentReply,set:(d,O)=>{d.contextAttachmentReply=O}},metadata:z},I,b),ee(this,null,L,{kind:"accessor",name:"contextMessageReply",static:!1,private:!1,access:{has:d=>"contextMessageReply"in d,get:d=>d.contextMessageReply,set:(d,O)=>{d.contextMessageReply=O}},metadata:z},Be,Re),ee(this,null,Pe,{kind:"accessor",name:"contextMessageDeleted",static:!1,private:!1,access:{has:d=>"contextMessageDeleted"in d,get:d=>d.contextMessageDeleted,set:(d,O)=>{d.contextMessageDeleted=O}},metadata:z},Ne,Le),ee(this,null,He,{kind:"accessor",name:"contextUserOfficialApplication",static:!1,private:!1,access:{has:d=>"contextUserOfficialApplication"in d,get:d=>d.contextUserOfficialApplication,set:(d,O)=>{d.contextUserOfficialApplication=O}},metadata:z},Ve,qe),ee(this,null,Fe,{kind:"accessor",name:"contextUserServer",static:!1,private:!1,access:{has:d=>"contextUserServer"in d,get:d=>d.contextUserServer,set:(d,O)=>{d.contextUserServer=O}},metadata:z},Ze,We),ee(this,null,Ge,{kind:"accessor",name:"compactMode",static:!1,private:!1,access:{has:d=>"compactMode"in d,get:d=>d.compactMode,set:(d,O)=>{d.compactMode=O}},metadata:z},E,m),ee(this,null,S,{kind:"accessor",name:"lightTheme",static:!1,private:!1,access:{has:d=>"lightTheme"in d,get:d=>d.lightTheme,set:(d,O)=>{d.lightTheme=O}},metadata:z},je,Ke),ee(null,e={value:t},i,{kind:"class",name:t.name,metadata:z},null,s),Ye=t=e.value,z&&Object.defineProperty(t,Symbol.metadata,{enumerable:!0,configurable:!0,writable:!0,value:z})}static styles=[Ks.styles,Y`
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
		`];#e=R(this,r,void 0);get profile(){return this.#e}set profile(z){this.#e=z}#t=(R(this,c),R(this,_,"User"));get author(){return this.#t}set author(z){this.#t=z}#s=(R(this,h),R(this,C,void 0));get avatar(){return this.#s}set avatar(z){this.#s=z}#i=(R(this,$),R(this,v,void 0));get roleColor(){return this.#i}set roleColor(z){this.#i=z}#a=(R(this,u),R(this,P,void 0));get command(){return this.#a}set command(z){this.#a=z}#r=(R(this,B),R(this,M,"slash_command"));get type(){return this.#r}set type(z){this.#r=z}#o=(R(this,A),R(this,ae,void 0));get contextUserProfile(){return this.#o}set contextUserProfile(z){this.#o=z}#n=(R(this,re),R(this,ne,"User"));get contextUserName(){return this.#n}set contextUserName(z){this.#n=z}#l=(R(this,le),R(this,de,void 0));get contextUserAvatar(){return this.#l}set contextUserAvatar(z){this.#l=z}#c=(R(this,he),R(this,pe,void 0));get contextUserRoleColor(){return this.#c}set contextUserRoleColor(z){this.#c=z}#d=(R(this,fe),R(this,ge,!1));get contextUserBot(){return this.#d}set contextUserBot(z){this.#d=z}#h=(R(this,_e),R(this,be,!1));get contextUserBotVerified(){return this.#h}set contextUserBotVerified(z){this.#h=z}#m=(R(this,xe),R(this,U,!1));get contextCommandReply(){return this.#m}set contextCommandReply(z){this.#m=z}#p=(R(this,x),R(this,I,!1));get contextAttachmentReply(){return this.#p}set contextAttachmentReply(z){this.#p=z}#f=(R(this,b),R(this,Be,void 0));get contextMessageReply(){return this.#f}set contextMessageReply(z){this.#f=z}#u=(R(this,Re),R(this,Ne,!1));get contextMessageDeleted(){return this.#u}set contextMessageDeleted(z){this.#u=z}#g=(R(this,Le),R(this,Ve,!1));get contextUserOfficialApplication(){return this.#g}set contextUserOfficialApplication(z){this.#g=z}#_=(R(this,qe),R(this,Ze,!1));get contextUserServer(){return this.#_}set contextUserServer(z){this.#_=z}#v=(R(this,We),R(this,E,!1));get compactMode(){return this.#v}set compactMode(z){this.#v=z}#b=(R(this,m),R(this,je,!1));get lightTheme(){return this.#b}set lightTheme(z){this.#b=z}validCommandTypes=(R(this,Ke),new Set(["user_command","message_command","slash_command"]));checkType(){if(this.type){if(typeof this.type!="string")throw new TypeError("DiscordCommand `type` prop must be a string.");if(!this.validCommandTypes.has(this.type))throw new RangeError("DiscordCommand `type` prop must be one of: 'uer_command', 'message_command' or 'slash_command'")}}resolveAvatar(z){return ze[z]??z??ze.default}render(){this.checkType();let z={author:this.author,bot:!1,verified:!1,server:!1,roleColor:this.roleColor},d=Reflect.get(ot,this.profile)??{},O={...z,...d,avatar:this.resolveAvatar(d.avatar??this.avatar)},Et={author:this.contextUserName,bot:this.contextUserBot,verified:this.contextUserBotVerified,server:!1,roleColor:this.contextUserRoleColor},ft=Reflect.get(ot,this.contextUserProfile)??{},we={...Et,...ft,avatar:this.resolveAvatar(ft.avatar??this.contextUserAvatar)},Mt=this.contextMessageDeleted?f`<em class="discord-message-deleted">Original message was deleted</em>`:this.contextMessageReply;return f`
			${j(this.compactMode,()=>f`<div class="discord-reply-badge">${ms()}</div>`,()=>f`<img class="discord-replied-message-avatar" src="${H(O.avatar)}" alt="${H(O.author)}" />`)}
			<span class="discord-replied-message-username" style=${Te({color:O.roleColor??""})}>${O.author}</span>
			<span> used </span>
			${j(this.type==="slash_command",()=>f`<div class="discord-replied-message-content discord-slash-command-name">
						${ps()}<span>${this.command}</span>
					</div>`)}
			${j(this.type==="user_command",()=>f`<div class="discord-replied-message-content discord-context-command-name"><span>${this.command}</span></div>
						${Wt({class:"discord-arrow-right-icon"})}
						<div class="discord-context-user">
							${j(!this.compactMode,()=>f`<img
										class="discord-replied-message-avatar"
										src="${H(we.avatar)}"
										alt="${H(we.author)}"
									/>`)}
							<span class="discord-replied-message-username" style=${Te({color:we.roleColor??""})}
								>${we.author}</span
							>
						</div>`)}
			${j(this.type==="message_command",()=>f`<div class="discord-replied-message-content discord-context-command-name"><span>${this.command}</span></div>
						${Wt({class:"discord-arrow-right-icon"})}
						${j(!this.contextMessageDeleted,()=>f`<div class="discord-context-user">
									${j(!this.compactMode,()=>j(!this.contextUserOfficialApplication,()=>f`<img
													class="discord-replied-message-avatar"
													src="${H(we.avatar)}"
													alt="${H(we.author)}"
												/>`,()=>f`<img
													class="discord-replied-message-avatar"
													src="${H(ze.blue)}"
													alt="OFFICIALAPPLICATION"
												/>`))}
									${j(we.bot,()=>f`<span class="discord-application-tag">${we.verified?Ie():""}App</span>`,()=>j(this.contextUserServer,()=>f`<span class="discord-application-tag">SERVER</span>`,()=>j(this.contextUserOfficialApplication,()=>f`<span class="discord-application-tag">${Ie()}OFFICIAL</span>`)))}
									<span class="discord-replied-message-username" style=${Te({color:we.roleColor??""})}
										>${we.author}</span
									><span></span>
								</div>`,()=>j(this.contextMessageDeleted,()=>fs({class:"discord-message-margintop",style:"margin-right: 3px;"})))}
						<div class="discord-replied-message-content discord-message-margintop">${Mt}</div>
						${j(this.contextCommandReply&&!this.contextMessageDeleted,()=>Ct({class:"discord-replied-message-content-icon discord-message-margintop"}),()=>j(this.contextAttachmentReply,()=>At({class:"discord-replied-message-content-icon discord-message-margintop"})))} `)}
		`}static{R(t,s)}};return Ye=t})();/**
 * @license
 * Copyright 2018 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */var Xe=rt(class extends Je{constructor(i){if(super(i),i.type!==dt.ATTRIBUTE||i.name!=="class"||i.strings?.length>2)throw Error("`classMap()` can only be used in the `class` attribute and must be the only part in the attribute.")}render(i){return" "+Object.keys(i).filter(e=>i[e]).join(" ")+" "}update(i,[e]){if(this.st===void 0){this.st=new Set,i.strings!==void 0&&(this.nt=new Set(i.strings.join(" ").split(/\s/).filter(t=>t!=="")));for(let t in e)e[t]&&!this.nt?.has(t)&&this.st.add(t);return this.render(e)}let s=i.element.classList;for(let t of this.st)t in e||(s.remove(t),this.st.delete(t));for(let t in e){let a=!!e[t];a===this.st.has(t)||this.nt?.has(t)||(a?(s.add(t),this.st.add(t)):(s.remove(t),this.st.delete(t)))}return Ce}});var pt=function(i,e,s,t,a,o){function r(w){if(w!==void 0&&typeof w!="function")throw new TypeError("Function expected");return w}for(var c=t.kind,g=c==="getter"?"get":c==="setter"?"set":"value",_=!e&&i?t.static?i:i.prototype:null,h=e||(_?Object.getOwnPropertyDescriptor(_,t.name):{}),n,C=!1,$=s.length-1;$>=0;$--){var k={};for(var v in t)k[v]=v==="access"?{}:t[v];for(var v in t.access)k.access[v]=t.access[v];k.addInitializer=function(w){if(C)throw new TypeError("Cannot add initializers after decoration has completed");o.push(r(w||null))};var u=(0,s[$])(c==="accessor"?{get:h.get,set:h.set}:h[g],k);if(c==="accessor"){if(u===void 0)continue;if(u===null||typeof u!="object")throw new TypeError("Object expected");(n=r(u.get))&&(h.get=n),(n=r(u.set))&&(h.set=n),(n=r(u.init))&&a.unshift(n)}else(n=r(u))&&(c==="field"?a.unshift(n):h[g]=n)}_&&Object.defineProperty(_,t.name,h),C=!0},Se=function(i,e,s){for(var t=arguments.length>2,a=0;a<e.length;a++)s=t?e[a].call(i,s):e[a].call(i);return t?s:void 0},xn=(()=>{let i=[se("discord-custom-emoji")],e,s=[],t,a=K,o,r=[],c=[],g,_=[],h=[],n,C=[],$=[],k,v=[],u=[],w,P=[],B=[];var F=class extends a{static{t=this}static{let M=typeof Symbol=="function"&&Symbol.metadata?Object.create(a[Symbol.metadata]??null):void 0;o=[p()],g=[p()],n=[p({attribute:!1})],k=[p({type:Boolean,attribute:"embed-emoji"})],w=[p({type:Boolean,attribute:"jumbo"})],pt(this,null,o,{kind:"accessor",name:"name",static:!1,private:!1,access:{has:A=>"name"in A,get:A=>A.name,set:(A,q)=>{A.name=q}},metadata:M},r,c),pt(this,null,g,{kind:"accessor",name:"url",static:!1,private:!1,access:{has:A=>"url"in A,get:A=>A.url,set:(A,q)=>{A.url=q}},metadata:M},_,h),pt(this,null,n,{kind:"accessor",name:"customEmojisMap",static:!1,private:!1,access:{has:A=>"customEmojisMap"in A,get:A=>A.customEmojisMap,set:(A,q)=>{A.customEmojisMap=q}},metadata:M},C,$),pt(this,null,k,{kind:"accessor",name:"embedEmoji",static:!1,private:!1,access:{has:A=>"embedEmoji"in A,get:A=>A.embedEmoji,set:(A,q)=>{A.embedEmoji=q}},metadata:M},v,u),pt(this,null,w,{kind:"accessor",name:"jumbo",static:!1,private:!1,access:{has:A=>"jumbo"in A,get:A=>A.jumbo,set:(A,q)=>{A.jumbo=q}},metadata:M},P,B),pt(null,e={value:t},i,{kind:"class",name:t.name,metadata:M},null,s),F=t=e.value,M&&Object.defineProperty(t,Symbol.metadata,{enumerable:!0,configurable:!0,writable:!0,value:M})}static styles=Y`
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
	`;#e=Se(this,r,void 0);get name(){return this.#e}set name(M){this.#e=M}#t=(Se(this,c),Se(this,_,void 0));get url(){return this.#t}set url(M){this.#t=M}#s=(Se(this,h),Se(this,C,{}));get customEmojisMap(){return this.#s}set customEmojisMap(M){this.#s=M}#i=(Se(this,$),Se(this,v,void 0));get embedEmoji(){return this.#i}set embedEmoji(M){this.#i=M}#a=(Se(this,u),Se(this,P,void 0));get jumbo(){return this.#a}set jumbo(M){this.#a=M}willUpdate(){if(!this.url&&this.name){let M=Ft(this.name)??this.customEmojisMap[this.name];M&&(this.url??=M.url??"",this.embedEmoji??=M.embedEmoji??!1)}}render(){let M=`:${this.name}:`;return f`<span
			class=${Xe({"discord-embed-custom-emoji":this.embedEmoji,"discord-custom-emoji":!this.embedEmoji})}
			><img
				aria-label=${M}
				src=${H(this.url)}
				alt=${M}
				draggable="false"
				class=${Xe({"discord-embed-custom-emoji-image":this.embedEmoji,"discord-custom-emoji-image":!this.embedEmoji,"discord-custom-jumbo-emoji-image":this.jumbo})}
		/></span> `}constructor(){super(...arguments),Se(this,B)}static{Se(t,s)}};return F=t})();var Ae=function(i,e,s,t,a,o){function r(w){if(w!==void 0&&typeof w!="function")throw new TypeError("Function expected");return w}for(var c=t.kind,g=c==="getter"?"get":c==="setter"?"set":"value",_=!e&&i?t.static?i:i.prototype:null,h=e||(_?Object.getOwnPropertyDescriptor(_,t.name):{}),n,C=!1,$=s.length-1;$>=0;$--){var k={};for(var v in t)k[v]=v==="access"?{}:t[v];for(var v in t.access)k.access[v]=t.access[v];k.addInitializer=function(w){if(C)throw new TypeError("Cannot add initializers after decoration has completed");o.push(r(w||null))};var u=(0,s[$])(c==="accessor"?{get:h.get,set:h.set}:h[g],k);if(c==="accessor"){if(u===void 0)continue;if(u===null||typeof u!="object")throw new TypeError("Object expected");(n=r(u.get))&&(h.get=n),(n=r(u.set))&&(h.set=n),(n=r(u.init))&&a.unshift(n)}else(n=r(u))&&(c==="field"?a.unshift(n):h[g]=n)}_&&Object.defineProperty(_,t.name,h),C=!0},Q=function(i,e,s){for(var t=arguments.length>2,a=0;a<e.length;a++)s=t?e[a].call(i,s):e[a].call(i);return t?s:void 0},jn=(()=>{let i=[se("discord-embed")],e,s=[],t,a=K,o,r=[],c=[],g,_=[],h=[],n,C=[],$=[],k,v=[],u=[],w,P=[],B=[],F,M=[],A=[],q,ae=[],re=[],oe,ne=[],le=[],ce,de=[],he=[],me,pe=[],fe=[],ue,ge=[],_e=[],ve,be=[],xe=[];var ye=class extends a{static{t=this}static{let U=typeof Symbol=="function"&&Symbol.metadata?Object.create(a[Symbol.metadata]??null):void 0;o=[p()],g=[p({attribute:"author-name"})],n=[p({attribute:"author-image"})],k=[p({attribute:"author-url"})],w=[p({attribute:"embed-title"})],F=[p({attribute:!1})],q=[p()],oe=[p()],ce=[p()],me=[p()],ue=[p()],ve=[te({context:ke,subscribe:!0}),p({type:Boolean,reflect:!0,attribute:"light-theme"})],Ae(this,null,o,{kind:"accessor",name:"color",static:!1,private:!1,access:{has:x=>"color"in x,get:x=>x.color,set:(x,N)=>{x.color=N}},metadata:U},r,c),Ae(this,null,g,{kind:"accessor",name:"authorName",static:!1,private:!1,access:{has:x=>"authorName"in x,get:x=>x.authorName,set:(x,N)=>{x.authorName=N}},metadata:U},_,h),Ae(this,null,n,{kind:"accessor",name:"authorImage",static:!1,private:!1,access:{has:x=>"authorImage"in x,get:x=>x.authorImage,set:(x,N)=>{x.authorImage=N}},metadata:U},C,$),Ae(this,null,k,{kind:"accessor",name:"authorUrl",static:!1,private:!1,access:{has:x=>"authorUrl"in x,get:x=>x.authorUrl,set:(x,N)=>{x.authorUrl=N}},metadata:U},v,u),Ae(this,null,w,{kind:"accessor",name:"embedTitle",static:!1,private:!1,access:{has:x=>"embedTitle"in x,get:x=>x.embedTitle,set:(x,N)=>{x.embedTitle=N}},metadata:U},P,B),Ae(this,null,F,{kind:"accessor",name:"embedEmojisMap",static:!1,private:!1,access:{has:x=>"embedEmojisMap"in x,get:x=>x.embedEmojisMap,set:(x,N)=>{x.embedEmojisMap=N}},metadata:U},M,A),Ae(this,null,q,{kind:"accessor",name:"url",static:!1,private:!1,access:{has:x=>"url"in x,get:x=>x.url,set:(x,N)=>{x.url=N}},metadata:U},ae,re),Ae(this,null,oe,{kind:"accessor",name:"thumbnail",static:!1,private:!1,access:{has:x=>"thumbnail"in x,get:x=>x.thumbnail,set:(x,N)=>{x.thumbnail=N}},metadata:U},ne,le),Ae(this,null,ce,{kind:"accessor",name:"image",static:!1,private:!1,access:{has:x=>"image"in x,get:x=>x.image,set:(x,N)=>{x.image=N}},metadata:U},de,he),Ae(this,null,me,{kind:"accessor",name:"video",static:!1,private:!1,access:{has:x=>"video"in x,get:x=>x.video,set:(x,N)=>{x.video=N}},metadata:U},pe,fe),Ae(this,null,ue,{kind:"accessor",name:"provider",static:!1,private:!1,access:{has:x=>"provider"in x,get:x=>x.provider,set:(x,N)=>{x.provider=N}},metadata:U},ge,_e),Ae(this,null,ve,{kind:"accessor",name:"lightTheme",static:!1,private:!1,access:{has:x=>"lightTheme"in x,get:x=>x.lightTheme,set:(x,N)=>{x.lightTheme=N}},metadata:U},be,xe),Ae(null,e={value:t},i,{kind:"class",name:t.name,metadata:U},null,s),ye=t=e.value,U&&Object.defineProperty(t,Symbol.metadata,{enumerable:!0,configurable:!0,writable:!0,value:U})}static styles=Y`
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
	`;#e=Q(this,r,void 0);get color(){return this.#e}set color(U){this.#e=U}#t=(Q(this,c),Q(this,_,void 0));get authorName(){return this.#t}set authorName(U){this.#t=U}#s=(Q(this,h),Q(this,C,void 0));get authorImage(){return this.#s}set authorImage(U){this.#s=U}#i=(Q(this,$),Q(this,v,void 0));get authorUrl(){return this.#i}set authorUrl(U){this.#i=U}#a=(Q(this,u),Q(this,P,void 0));get embedTitle(){return this.#a}set embedTitle(U){this.#a=U}#r=(Q(this,B),Q(this,M,{}));get embedEmojisMap(){return this.#r}set embedEmojisMap(U){this.#r=U}#o=(Q(this,A),Q(this,ae,void 0));get url(){return this.#o}set url(U){this.#o=U}#n=(Q(this,re),Q(this,ne,void 0));get thumbnail(){return this.#n}set thumbnail(U){this.#n=U}#l=(Q(this,le),Q(this,de,void 0));get image(){return this.#l}set image(U){this.#l=U}#c=(Q(this,he),Q(this,pe,void 0));get video(){return this.#c}set video(U){this.#c=U}#d=(Q(this,fe),Q(this,ge,void 0));get provider(){return this.#d}set provider(U){this.#d=U}#h=(Q(this,_e),Q(this,be,!1));get lightTheme(){return this.#h}set lightTheme(U){this.#h=U}render(){let U=this.parseTitle(this.authorName),x=this.parseTitle(this.embedTitle);return f`<div style=${Te({"background-color":this.color})} class="discord-left-border"></div>
			<div class="discord-embed-root">
				<div class="discord-embed-wrapper">
					<div class="discord-embed-grid">
						${j(this.provider,()=>f`<div class="discord-embed-provider">${this.provider}</div>`)}
						${j(U,()=>f`<div class="discord-embed-author">
									${j(this.authorImage,()=>f`<img src=${H(this.authorImage)} alt="" class="discord-author-image" />`)}
									${j(this.authorUrl,()=>f`<a
												href=${H(this.authorUrl)}
												target="_blank"
												rel="noopener noreferrer"
												class="discord-embed-author-block"
											>
												<span class="discord-embed-author-block">${U}</span>
											</a>`,()=>f`<span class="discord-embed-author-block">${U}</span>`)}
								</div>`)}
						${j(x,()=>f`<div class="discord-embed-title">
									${this.url?f`<a href="${this.url}" target="_blank" rel="noopener noreferrer"> ${x} </a>`:f`${x}`}
								</div>`)}
						<slot name="description"></slot>
						<slot name="fields"></slot>
						${j(this.image||this.video,()=>f`<div class=${Xe({"discord-embed-media":!0,"discord-embed-media-video":!!this.video})}>
									${this.renderMedia()}
								</div>`)}
						${j(this.thumbnail,()=>f`<img src=${H(this.thumbnail)} alt="" class="discord-embed-thumbnail" />`)}
						<slot name="footer"></slot>
					</div>
				</div>
			</div>`}renderMedia(){return this.video?f`
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
			`:this.image?f`<img src=${H(this.image)} alt="Discord embed media" class="discord-embed-image" />`:null}parseTitle(U){if(!U)return null;let x=[],N="";for(let I of U.split(`
`)){for(let b of I.split(" ")){let L=Ft(b)??this.embedEmojisMap[b]??{};L.name?x.push(f`<discord-custom-emoji name=${L.name} url=${H(L.url)} embed-emoji></discord-custom-emoji>`):N+=`${b} `,N===" "&&x.push(f`<br />`)}x.push(N),N=""}return x.map(I=>typeof I=="string"?f`<span>${I}</span>`:I)}constructor(){super(...arguments),Q(this,xe)}static{Q(t,s)}};return ye=t})();var ji=function(i,e,s,t,a,o){function r(w){if(w!==void 0&&typeof w!="function")throw new TypeError("Function expected");return w}for(var c=t.kind,g=c==="getter"?"get":c==="setter"?"set":"value",_=!e&&i?t.static?i:i.prototype:null,h=e||(_?Object.getOwnPropertyDescriptor(_,t.name):{}),n,C=!1,$=s.length-1;$>=0;$--){var k={};for(var v in t)k[v]=v==="access"?{}:t[v];for(var v in t.access)k.access[v]=t.access[v];k.addInitializer=function(w){if(C)throw new TypeError("Cannot add initializers after decoration has completed");o.push(r(w||null))};var u=(0,s[$])(c==="accessor"?{get:h.get,set:h.set}:h[g],k);if(c==="accessor"){if(u===void 0)continue;if(u===null||typeof u!="object")throw new TypeError("Object expected");(n=r(u.get))&&(h.get=n),(n=r(u.set))&&(h.set=n),(n=r(u.init))&&a.unshift(n)}else(n=r(u))&&(c==="field"?a.unshift(n):h[g]=n)}_&&Object.defineProperty(_,t.name,h),C=!0},Ui=function(i,e,s){for(var t=arguments.length>2,a=0;a<e.length;a++)s=t?e[a].call(i,s):e[a].call(i);return t?s:void 0},Rn=(()=>{let i=[se("discord-embed-description")],e,s=[],t,a=K;var o=class extends a{static{t=this}static{let r=typeof Symbol=="function"&&Symbol.metadata?Object.create(a[Symbol.metadata]??null):void 0;ji(null,e={value:t},i,{kind:"class",name:t.name,metadata:r},null,s),o=t=e.value,r&&Object.defineProperty(t,Symbol.metadata,{enumerable:!0,configurable:!0,writable:!0,value:r})}static styles=Y`
		:host {
			font-size: 0.875rem;
			font-weight: 400;
			grid-column: 1/1;
			line-height: 1.125rem;
			margin-top: 8px;
			min-width: 0;
		}
	`;render(){return f`<slot></slot>`}static{Ui(t,s)}};return o=t})();var Tt=function(i,e,s,t,a,o){function r(w){if(w!==void 0&&typeof w!="function")throw new TypeError("Function expected");return w}for(var c=t.kind,g=c==="getter"?"get":c==="setter"?"set":"value",_=!e&&i?t.static?i:i.prototype:null,h=e||(_?Object.getOwnPropertyDescriptor(_,t.name):{}),n,C=!1,$=s.length-1;$>=0;$--){var k={};for(var v in t)k[v]=v==="access"?{}:t[v];for(var v in t.access)k.access[v]=t.access[v];k.addInitializer=function(w){if(C)throw new TypeError("Cannot add initializers after decoration has completed");o.push(r(w||null))};var u=(0,s[$])(c==="accessor"?{get:h.get,set:h.set}:h[g],k);if(c==="accessor"){if(u===void 0)continue;if(u===null||typeof u!="object")throw new TypeError("Object expected");(n=r(u.get))&&(h.get=n),(n=r(u.set))&&(h.set=n),(n=r(u.init))&&a.unshift(n)}else(n=r(u))&&(c==="field"?a.unshift(n):h[g]=n)}_&&Object.defineProperty(_,t.name,h),C=!0},Oe=function(i,e,s){for(var t=arguments.length>2,a=0;a<e.length;a++)s=t?e[a].call(i,s):e[a].call(i);return t?s:void 0},Gn=(()=>{let i=[se("discord-embed-footer")],e,s=[],t,a=K,o,r=[],c=[],g,_=[],h=[],n,C=[],$=[],k,v=[],u=[];var w=class extends a{static{t=this}static{let P=typeof Symbol=="function"&&Symbol.metadata?Object.create(a[Symbol.metadata]??null):void 0;o=[p({attribute:"footer-image"})],g=[p({attribute:"footer-image-alt"})],n=[p({type:String,reflect:!0,converter:B=>mt(B),attribute:!0})],k=[te({context:ke,subscribe:!0}),p({type:Boolean,reflect:!0,attribute:"light-theme"})],Tt(this,null,o,{kind:"accessor",name:"footerImage",static:!1,private:!1,access:{has:B=>"footerImage"in B,get:B=>B.footerImage,set:(B,F)=>{B.footerImage=F}},metadata:P},r,c),Tt(this,null,g,{kind:"accessor",name:"footerImageAlt",static:!1,private:!1,access:{has:B=>"footerImageAlt"in B,get:B=>B.footerImageAlt,set:(B,F)=>{B.footerImageAlt=F}},metadata:P},_,h),Tt(this,null,n,{kind:"accessor",name:"timestamp",static:!1,private:!1,access:{has:B=>"timestamp"in B,get:B=>B.timestamp,set:(B,F)=>{B.timestamp=F}},metadata:P},C,$),Tt(this,null,k,{kind:"accessor",name:"lightTheme",static:!1,private:!1,access:{has:B=>"lightTheme"in B,get:B=>B.lightTheme,set:(B,F)=>{B.lightTheme=F}},metadata:P},v,u),Tt(null,e={value:t},i,{kind:"class",name:t.name,metadata:P},null,s),w=t=e.value,P&&Object.defineProperty(t,Symbol.metadata,{enumerable:!0,configurable:!0,writable:!0,value:P})}static styles=Y`
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
	`;#e=Oe(this,r,void 0);get footerImage(){return this.#e}set footerImage(P){this.#e=P}#t=(Oe(this,c),Oe(this,_,void 0));get footerImageAlt(){return this.#t}set footerImageAlt(P){this.#t=P}#s=(Oe(this,h),Oe(this,C,void 0));get timestamp(){return this.#s}set timestamp(P){this.#s=P}#i=(Oe(this,$),Oe(this,v,!1));get lightTheme(){return this.#i}set lightTheme(P){this.#i=P}updateTimestamp(P){P&&!Number.isNaN(new Date(P).getTime())&&(this.timestamp=mt(P))}render(){return this.updateTimestamp(this.timestamp),f`${j(this.footerImage,()=>f`<img src=${H(this.footerImage)} alt=${H(this.footerImageAlt)} class="discord-footer-image" />`)}
			<slot></slot>
			${j(this.timestamp,()=>f`<span class="discord-footer-separator">&bull;</span>`)}
			${j(this.timestamp,()=>` ${this.timestamp}`,()=>null)}`}constructor(){super(...arguments),Oe(this,u)}static{Oe(t,s)}};return w=t})();var us=function(i,e,s,t,a,o){function r(w){if(w!==void 0&&typeof w!="function")throw new TypeError("Function expected");return w}for(var c=t.kind,g=c==="getter"?"get":c==="setter"?"set":"value",_=!e&&i?t.static?i:i.prototype:null,h=e||(_?Object.getOwnPropertyDescriptor(_,t.name):{}),n,C=!1,$=s.length-1;$>=0;$--){var k={};for(var v in t)k[v]=v==="access"?{}:t[v];for(var v in t.access)k.access[v]=t.access[v];k.addInitializer=function(w){if(C)throw new TypeError("Cannot add initializers after decoration has completed");o.push(r(w||null))};var u=(0,s[$])(c==="accessor"?{get:h.get,set:h.set}:h[g],k);if(c==="accessor"){if(u===void 0)continue;if(u===null||typeof u!="object")throw new TypeError("Object expected");(n=r(u.get))&&(h.get=n),(n=r(u.set))&&(h.set=n),(n=r(u.init))&&a.unshift(n)}else(n=r(u))&&(c==="field"?a.unshift(n):h[g]=n)}_&&Object.defineProperty(_,t.name,h),C=!0},zt=function(i,e,s){for(var t=arguments.length>2,a=0;a<e.length;a++)s=t?e[a].call(i,s):e[a].call(i);return t?s:void 0},il=(()=>{let i=[se("discord-verified-author-tag")],e,s=[],t,a=K,o,r=[],c=[],g,_=[],h=[];var n=class extends a{static{t=this}static{let C=typeof Symbol=="function"&&Symbol.metadata?Object.create(a[Symbol.metadata]??null):void 0;o=[p({type:Boolean})],g=[te({context:Me}),p({type:Boolean,reflect:!0,attribute:"compact-mode"})],us(this,null,o,{kind:"accessor",name:"verified",static:!1,private:!1,access:{has:$=>"verified"in $,get:$=>$.verified,set:($,k)=>{$.verified=k}},metadata:C},r,c),us(this,null,g,{kind:"accessor",name:"compactMode",static:!1,private:!1,access:{has:$=>"compactMode"in $,get:$=>$.compactMode,set:($,k)=>{$.compactMode=k}},metadata:C},_,h),us(null,e={value:t},i,{kind:"class",name:t.name,metadata:C},null,s),n=t=e.value,C&&Object.defineProperty(t,Symbol.metadata,{enumerable:!0,configurable:!0,writable:!0,value:C})}static styles=Y`
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
	`;#e=zt(this,r,!1);get verified(){return this.#e}set verified(C){this.#e=C}#t=(zt(this,c),zt(this,_,!1));get compactMode(){return this.#t}set compactMode(C){this.#t=C}render(){return f`${j(this.verified,()=>Ie())}App`}constructor(){super(...arguments),zt(this,h)}static{zt(t,s)}};return n=t})();var $e=function(i,e,s,t,a,o){function r(w){if(w!==void 0&&typeof w!="function")throw new TypeError("Function expected");return w}for(var c=t.kind,g=c==="getter"?"get":c==="setter"?"set":"value",_=!e&&i?t.static?i:i.prototype:null,h=e||(_?Object.getOwnPropertyDescriptor(_,t.name):{}),n,C=!1,$=s.length-1;$>=0;$--){var k={};for(var v in t)k[v]=v==="access"?{}:t[v];for(var v in t.access)k.access[v]=t.access[v];k.addInitializer=function(w){if(C)throw new TypeError("Cannot add initializers after decoration has completed");o.push(r(w||null))};var u=(0,s[$])(c==="accessor"?{get:h.get,set:h.set}:h[g],k);if(c==="accessor"){if(u===void 0)continue;if(u===null||typeof u!="object")throw new TypeError("Object expected");(n=r(u.get))&&(h.get=n),(n=r(u.set))&&(h.set=n),(n=r(u.init))&&a.unshift(n)}else(n=r(u))&&(c==="field"?a.unshift(n):h[g]=n)}_&&Object.defineProperty(_,t.name,h),C=!0},G=function(i,e,s){for(var t=arguments.length>2,a=0;a<e.length;a++)s=t?e[a].call(i,s):e[a].call(i);return t?s:void 0},gl=(()=>{let i=[se("discord-author-info")],e,s=[],t,a=K,o,r=[],c=[],g,_=[],h=[],n,C=[],$=[],k,v=[],u=[],w,P=[],B=[],F,M=[],A=[],q,ae=[],re=[],oe,ne=[],le=[],ce,de=[],he=[],me,pe=[],fe=[],ue,ge=[],_e=[],ve,be=[],xe=[],ye,U=[],x=[];var N=class extends a{static{t=this}static{let I=typeof Symbol=="function"&&Symbol.metadata?Object.create(a[Symbol.metadata]??null):void 0;o=[p()],g=[p({type:Boolean})],n=[p({type:Boolean})],k=[p({type:Boolean,attribute:"official-app"})],w=[p({type:Boolean})],F=[p({attribute:"role-color"})],q=[p({attribute:"role-icon"})],oe=[p({attribute:"role-name"})],ce=[p({attribute:"clan-icon"})],me=[p({attribute:"clan-tag"})],ue=[p({type:Boolean})],ve=[te({context:Me}),p({type:Boolean,reflect:!0,attribute:"compact-mode"})],ye=[te({context:ke}),p({type:Boolean,reflect:!0,attribute:"light-theme"})],$e(this,null,o,{kind:"accessor",name:"author",static:!1,private:!1,access:{has:b=>"author"in b,get:b=>b.author,set:(b,L)=>{b.author=L}},metadata:I},r,c),$e(this,null,g,{kind:"accessor",name:"bot",static:!1,private:!1,access:{has:b=>"bot"in b,get:b=>b.bot,set:(b,L)=>{b.bot=L}},metadata:I},_,h),$e(this,null,n,{kind:"accessor",name:"server",static:!1,private:!1,access:{has:b=>"server"in b,get:b=>b.server,set:(b,L)=>{b.server=L}},metadata:I},C,$),$e(this,null,k,{kind:"accessor",name:"officialApp",static:!1,private:!1,access:{has:b=>"officialApp"in b,get:b=>b.officialApp,set:(b,L)=>{b.officialApp=L}},metadata:I},v,u),$e(this,null,w,{kind:"accessor",name:"op",static:!1,private:!1,access:{has:b=>"op"in b,get:b=>b.op,set:(b,L)=>{b.op=L}},metadata:I},P,B),$e(this,null,F,{kind:"accessor",name:"roleColor",static:!1,private:!1,access:{has:b=>"roleColor"in b,get:b=>b.roleColor,set:(b,L)=>{b.roleColor=L}},metadata:I},M,A),$e(this,null,q,{kind:"accessor",name:"roleIcon",static:!1,private:!1,access:{has:b=>"roleIcon"in b,get:b=>b.roleIcon,set:(b,L)=>{b.roleIcon=L}},metadata:I},ae,re),$e(this,null,oe,{kind:"accessor",name:"roleName",static:!1,private:!1,access:{has:b=>"roleName"in b,get:b=>b.roleName,set:(b,L)=>{b.roleName=L}},metadata:I},ne,le),$e(this,null,ce,{kind:"accessor",name:"clanIcon",static:!1,private:!1,access:{has:b=>"clanIcon"in b,get:b=>b.clanIcon,set:(b,L)=>{b.clanIcon=L}},metadata:I},de,he),$e(this,null,me,{kind:"accessor",name:"clanTag",static:!1,private:!1,access:{has:b=>"clanTag"in b,get:b=>b.clanTag,set:(b,L)=>{b.clanTag=L}},metadata:I},pe,fe),$e(this,null,ue,{kind:"accessor",name:"verified",static:!1,private:!1,access:{has:b=>"verified"in b,get:b=>b.verified,set:(b,L)=>{b.verified=L}},metadata:I},ge,_e),$e(this,null,ve,{kind:"accessor",name:"compactMode",static:!1,private:!1,access:{has:b=>"compactMode"in b,get:b=>b.compactMode,set:(b,L)=>{b.compactMode=L}},metadata:I},be,xe),$e(this,null,ye,{kind:"accessor",name:"lightTheme",static:!1,private:!1,access:{has:b=>"lightTheme"in b,get:b=>b.lightTheme,set:(b,L)=>{b.lightTheme=L}},metadata:I},U,x),$e(null,e={value:t},i,{kind:"class",name:t.name,metadata:I},null,s),N=t=e.value,I&&Object.defineProperty(t,Symbol.metadata,{enumerable:!0,configurable:!0,writable:!0,value:I})}static styles=Y`
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
	`;#e=G(this,r,void 0);get author(){return this.#e}set author(I){this.#e=I}#t=(G(this,c),G(this,_,!1));get bot(){return this.#t}set bot(I){this.#t=I}#s=(G(this,h),G(this,C,!1));get server(){return this.#s}set server(I){this.#s=I}#i=(G(this,$),G(this,v,!1));get officialApp(){return this.#i}set officialApp(I){this.#i=I}#a=(G(this,u),G(this,P,!1));get op(){return this.#a}set op(I){this.#a=I}#r=(G(this,B),G(this,M,void 0));get roleColor(){return this.#r}set roleColor(I){this.#r=I}#o=(G(this,A),G(this,ae,void 0));get roleIcon(){return this.#o}set roleIcon(I){this.#o=I}#n=(G(this,re),G(this,ne,void 0));get roleName(){return this.#n}set roleName(I){this.#n=I}#l=(G(this,le),G(this,de,void 0));get clanIcon(){return this.#l}set clanIcon(I){this.#l=I}#c=(G(this,he),G(this,pe,void 0));get clanTag(){return this.#c}set clanTag(I){this.#c=I}#d=(G(this,fe),G(this,ge,!1));get verified(){return this.#d}set verified(I){this.#d=I}#h=(G(this,_e),G(this,be,!1));get compactMode(){return this.#h}set compactMode(I){this.#h=I}#m=(G(this,xe),G(this,U,!1));get lightTheme(){return this.#m}set lightTheme(I){this.#m=I}render(){let I=Zt(this.clanIcon),b=this.clanTag?.slice(0,4);return f`${j(this.compactMode,()=>null,()=>f`<span class="discord-author-username" style="${Te({color:this.roleColor??void 0})}">${this.author}</span>`)}
		${j(this.roleIcon&&!this.compactMode,()=>f`<img
					class="discord-author-role-icon"
					src=${H(this.roleIcon)}
					height="20"
					width="20"
					alt=${H(this.roleName)}
					draggable="false"
				/>`)}
		${j(this.bot&&!this.server&&!this.officialApp,()=>f`<discord-verified-author-tag .verified=${this.verified}></discord-verified-author-tag>`)}
		${j(this.server&&!this.bot&&!this.officialApp,()=>f`<span class="discord-application-tag">Server</span>`)}
		${j(this.officialApp&&!this.server&&!this.bot,()=>f`<span class="discord-official-application">${Ie()}OFFICIAL</span>`)}
		${j(this.op,()=>f`<span class="discord-application-tag discord-application-tag-op">OP</span>`)}
		${j(this.compactMode,()=>f`<span class="discord-author-username" style="${Te({color:this.roleColor??void 0})}">${this.author}</span>`)}
		${j(this.clanIcon&&this.clanTag&&this.clanTag?.length>0,()=>f`
				<span class="discord-clan-tag">
					${I==="string"?f`<img srcset=${H(I)} alt=${H(b)} width="12" height="12" draggable="false" />`:I}
					<span>${b}</span>
				</span>
			`)} `}constructor(){super(...arguments),G(this,x)}static{G(t,s)}};return N=t})();var Di=Z`
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
`;function gs(i={}){return f`<svg
		${W(i)}
		class="discord-message-ephemeral-icon"
		aria-hidden="false"
		width="16"
		height="16"
		viewBox="0 0 24 24"
		xmlns="http://www.w3.org/2000/svg"
	>
		${Di}
	</svg>`}var J=function(i,e,s,t,a,o){function r(w){if(w!==void 0&&typeof w!="function")throw new TypeError("Function expected");return w}for(var c=t.kind,g=c==="getter"?"get":c==="setter"?"set":"value",_=!e&&i?t.static?i:i.prototype:null,h=e||(_?Object.getOwnPropertyDescriptor(_,t.name):{}),n,C=!1,$=s.length-1;$>=0;$--){var k={};for(var v in t)k[v]=v==="access"?{}:t[v];for(var v in t.access)k.access[v]=t.access[v];k.addInitializer=function(w){if(C)throw new TypeError("Cannot add initializers after decoration has completed");o.push(r(w||null))};var u=(0,s[$])(c==="accessor"?{get:h.get,set:h.set}:h[g],k);if(c==="accessor"){if(u===void 0)continue;if(u===null||typeof u!="object")throw new TypeError("Object expected");(n=r(u.get))&&(h.get=n),(n=r(u.set))&&(h.set=n),(n=r(u.init))&&a.unshift(n)}else(n=r(u))&&(c==="field"?a.unshift(n):h[g]=n)}_&&Object.defineProperty(_,t.name,h),C=!0},D=function(i,e,s){for(var t=arguments.length>2,a=0;a<e.length;a++)s=t?e[a].call(i,s):e[a].call(i);return t?s:void 0},jl=(()=>{let i=[se("discord-message")],e,s=[],t,a=K,o,r=[],c=[],g,_=[],h=[],n,C=[],$=[],k,v=[],u=[],w,P=[],B=[],F,M=[],A=[],q,ae=[],re=[],oe,ne=[],le=[],ce,de=[],he=[],me,pe=[],fe=[],ue,ge=[],_e=[],ve,be=[],xe=[],ye,U=[],x=[],N,I=[],b=[],L,Be=[],Re=[],Pe,Ne=[],Le=[],He,Ve=[],qe=[],Fe,Ze=[],We=[],Ge,E=[],m=[],S,je=[],Ke=[],Ye,z=[],d=[],O,Et=[],ft=[],we,Mt=[],_s=[],vs,bs=[],xs=[];var ys=class extends a{static{t=this}static{let y=typeof Symbol=="function"&&Symbol.metadata?Object.create(a[Symbol.metadata]??null):void 0;o=[p()],g=[p()],n=[p()],k=[p({type:Boolean})],w=[p({type:Boolean})],F=[p({type:Boolean,attribute:"official-app"})],q=[p({type:Boolean})],oe=[p({type:Boolean})],ce=[p({type:Boolean})],me=[p({attribute:"role-color"})],ue=[p({attribute:"role-icon"})],ve=[p({attribute:"role-name"})],ye=[p({attribute:"clan-icon"})],N=[p({attribute:"clan-tag"})],L=[p({type:Boolean,reflect:!0})],Pe=[p({type:Boolean,reflect:!0})],He=[p({type:String,converter:l=>mt(l,!1,!1),attribute:!0})],Fe=[p({type:Boolean,attribute:"twenty-four"})],Ge=[p({type:Boolean,attribute:"message-body-only"})],S=[te({context:ke}),p({type:Boolean,reflect:!0,attribute:"light-theme"})],Ye=[te({context:Me}),p({type:Boolean,reflect:!0,attribute:"compact-mode"})],O=[te({context:ds}),p({type:Boolean,reflect:!0,attribute:"no-background"})],we=[p({type:Boolean,reflect:!0,attribute:"has-thread"})],vs=[p({reflect:!1,attribute:"dismiss-message-clicked"})],J(this,null,o,{kind:"accessor",name:"profile",static:!1,private:!1,access:{has:l=>"profile"in l,get:l=>l.profile,set:(l,T)=>{l.profile=T}},metadata:y},r,c),J(this,null,g,{kind:"accessor",name:"author",static:!1,private:!1,access:{has:l=>"author"in l,get:l=>l.author,set:(l,T)=>{l.author=T}},metadata:y},_,h),J(this,null,n,{kind:"accessor",name:"avatar",static:!1,private:!1,access:{has:l=>"avatar"in l,get:l=>l.avatar,set:(l,T)=>{l.avatar=T}},metadata:y},C,$),J(this,null,k,{kind:"accessor",name:"bot",static:!1,private:!1,access:{has:l=>"bot"in l,get:l=>l.bot,set:(l,T)=>{l.bot=T}},metadata:y},v,u),J(this,null,w,{kind:"accessor",name:"server",static:!1,private:!1,access:{has:l=>"server"in l,get:l=>l.server,set:(l,T)=>{l.server=T}},metadata:y},P,B),J(this,null,F,{kind:"accessor",name:"officialApp",static:!1,private:!1,access:{has:l=>"officialApp"in l,get:l=>l.officialApp,set:(l,T)=>{l.officialApp=T}},metadata:y},M,A),J(this,null,q,{kind:"accessor",name:"verified",static:!1,private:!1,access:{has:l=>"verified"in l,get:l=>l.verified,set:(l,T)=>{l.verified=T}},metadata:y},ae,re),J(this,null,oe,{kind:"accessor",name:"op",static:!1,private:!1,access:{has:l=>"op"in l,get:l=>l.op,set:(l,T)=>{l.op=T}},metadata:y},ne,le),J(this,null,ce,{kind:"accessor",name:"edited",static:!1,private:!1,access:{has:l=>"edited"in l,get:l=>l.edited,set:(l,T)=>{l.edited=T}},metadata:y},de,he),J(this,null,me,{kind:"accessor",name:"roleColor",static:!1,private:!1,access:{has:l=>"roleColor"in l,get:l=>l.roleColor,set:(l,T)=>{l.roleColor=T}},metadata:y},pe,fe),J(this,null,ue,{kind:"accessor",name:"roleIcon",static:!1,private:!1,access:{has:l=>"roleIcon"in l,get:l=>l.roleIcon,set:(l,T)=>{l.roleIcon=T}},metadata:y},ge,_e),J(this,null,ve,{kind:"accessor",name:"roleName",static:!1,private:!1,access:{has:l=>"roleName"in l,get:l=>l.roleName,set:(l,T)=>{l.roleName=T}},metadata:y},be,xe),J(this,null,ye,{kind:"accessor",name:"clanIcon",static:!1,private:!1,access:{has:l=>"clanIcon"in l,get:l=>l.clanIcon,set:(l,T)=>{l.clanIcon=T}},metadata:y},U,x),J(this,null,N,{kind:"accessor",name:"clanTag",static:!1,private:!1,access:{has:l=>"clanTag"in l,get:l=>l.clanTag,set:(l,T)=>{l.clanTag=T}},metadata:y},I,b),J(this,null,L,{kind:"accessor",name:"highlight",static:!1,private:!1,access:{has:l=>"highlight"in l,get:l=>l.highlight,set:(l,T)=>{l.highlight=T}},metadata:y},Be,Re),J(this,null,Pe,{kind:"accessor",name:"ephemeral",static:!1,private:!1,access:{has:l=>"ephemeral"in l,get:l=>l.ephemeral,set:(l,T)=>{l.ephemeral=T}},metadata:y},Ne,Le),J(this,null,He,{kind:"accessor",name:"timestamp",static:!1,private:!1,access:{has:l=>"timestamp"in l,get:l=>l.timestamp,set:(l,T)=>{l.timestamp=T}},metadata:y},Ve,qe),J(this,null,Fe,{kind:"accessor",name:"twentyFour",static:!1,private:!1,access:{has:l=>"twentyFour"in l,get:l=>l.twentyFour,set:(l,T)=>{l.twentyFour=T}},metadata:y},Ze,We),J(this,null,Ge,{kind:"accessor",name:"messageBodyOnly",static:!1,private:!1,access:{has:l=>"messageBodyOnly"in l,get:l=>l.messageBodyOnly,set:(l,T)=>{l.messageBodyOnly=T}},metadata:y},E,m),J(this,null,S,{kind:"accessor",name:"lightTheme",static:!1,private:!1,access:{has:l=>"lightTheme"in l,get:l=>l.lightTheme,set:(l,T)=>{l.lightTheme=T}},metadata:y},je,Ke),J(this,null,Ye,{kind:"accessor",name:"compactMode",static:!1,private:!1,access:{has:l=>"compactMode"in l,get:l=>l.compactMode,set:(l,T)=>{l.compactMode=T}},metadata:y},z,d),J(this,null,O,{kind:"accessor",name:"noBackground",static:!1,private:!1,access:{has:l=>"noBackground"in l,get:l=>l.noBackground,set:(l,T)=>{l.noBackground=T}},metadata:y},Et,ft),J(this,null,we,{kind:"accessor",name:"hasThread",static:!1,private:!1,access:{has:l=>"hasThread"in l,get:l=>l.hasThread,set:(l,T)=>{l.hasThread=T}},metadata:y},Mt,_s),J(this,null,vs,{kind:"accessor",name:"dismissMessageClicked",static:!1,private:!1,access:{has:l=>"dismissMessageClicked"in l,get:l=>l.dismissMessageClicked,set:(l,T)=>{l.dismissMessageClicked=T}},metadata:y},bs,xs),J(null,e={value:t},i,{kind:"class",name:t.name,metadata:y},null,s),ys=t=e.value,y&&Object.defineProperty(t,Symbol.metadata,{enumerable:!0,configurable:!0,writable:!0,value:y})}static styles=Y`
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
	`;#e=D(this,r,void 0);get profile(){return this.#e}set profile(y){this.#e=y}#t=(D(this,c),D(this,_,"User"));get author(){return this.#t}set author(y){this.#t=y}#s=(D(this,h),D(this,C,void 0));get avatar(){return this.#s}set avatar(y){this.#s=y}#i=(D(this,$),D(this,v,!1));get bot(){return this.#i}set bot(y){this.#i=y}#a=(D(this,u),D(this,P,!1));get server(){return this.#a}set server(y){this.#a=y}#r=(D(this,B),D(this,M,!1));get officialApp(){return this.#r}set officialApp(y){this.#r=y}#o=(D(this,A),D(this,ae,!1));get verified(){return this.#o}set verified(y){this.#o=y}#n=(D(this,re),D(this,ne,!1));get op(){return this.#n}set op(y){this.#n=y}#l=(D(this,le),D(this,de,!1));get edited(){return this.#l}set edited(y){this.#l=y}#c=(D(this,he),D(this,pe,void 0));get roleColor(){return this.#c}set roleColor(y){this.#c=y}#d=(D(this,fe),D(this,ge,void 0));get roleIcon(){return this.#d}set roleIcon(y){this.#d=y}#h=(D(this,_e),D(this,be,void 0));get roleName(){return this.#h}set roleName(y){this.#h=y}#m=(D(this,xe),D(this,U,void 0));get clanIcon(){return this.#m}set clanIcon(y){this.#m=y}#p=(D(this,x),D(this,I,void 0));get clanTag(){return this.#p}set clanTag(y){this.#p=y}#f=(D(this,b),D(this,Be,!1));get highlight(){return this.#f}set highlight(y){this.#f=y}#u=(D(this,Re),D(this,Ne,!1));get ephemeral(){return this.#u}set ephemeral(y){this.#u=y}#g=(D(this,Le),D(this,Ve,new Date));get timestamp(){return this.#g}set timestamp(y){this.#g=y}#_=(D(this,qe),D(this,Ze,!1));get twentyFour(){return this.#_}set twentyFour(y){this.#_=y}#v=(D(this,We),D(this,E,!1));get messageBodyOnly(){return this.#v}set messageBodyOnly(y){this.#v=y}#b=(D(this,m),D(this,je,!1));get lightTheme(){return this.#b}set lightTheme(y){this.#b=y}#x=(D(this,Ke),D(this,z,!1));get compactMode(){return this.#x}set compactMode(y){this.#x=y}#y=(D(this,d),D(this,Et,!1));get noBackground(){return this.#y}set noBackground(y){this.#y=y}#$=(D(this,ft),D(this,Mt,!1));get hasThread(){return this.#$}set hasThread(y){this.#$=y}#w=(D(this,_s),D(this,bs,()=>{}));get dismissMessageClicked(){return this.#w}set dismissMessageClicked(y){this.#w=y}willUpdate(){this.hasThread=Array.from(this.children).some(y=>y.tagName.toLowerCase()==="discord-thread"),this.highlight=this.highlight||Array.from(this.children).some(y=>y.tagName.toLowerCase()==="discord-mention"&&y.hasAttribute("highlight")&&(y.type==="user"||y.type==="role"))}handleSpaceToDismissMessage(y){y.code==="Space"&&(y.preventDefault(),y.stopPropagation(),this.dismissMessageClicked?.())}render(){let y={author:this.author,bot:this.bot,officialApp:this.officialApp,verified:this.verified,server:this.server,op:this.op,roleColor:this.roleColor,roleIcon:this.roleIcon,clanIcon:this.clanIcon,clanTag:this.clanTag,roleName:this.roleName},l=this.profile!==void 0&&Reflect.get(ot,this.profile)||{},T={...y,...l,avatar:this.resolveAvatar(l.avatar??this.avatar)},ut=mt(this.timestamp,this.compactMode,this.twentyFour)??void 0;return f`
			<slot name="reply"></slot>
			<div
				class=${Xe({"discord-message-inner":!0,"discord-message-inner-center":this.messageBodyOnly})}
			>
				${j(this.compactMode&&!this.messageBodyOnly,()=>f`<time datetime="${H(ut)}" class="discord-message-timestamp">${ut}</time>`,()=>null)}
				${j(this.messageBodyOnly,()=>f`<time
							datetime="${H(ut)}"
							class=${Xe({"discord-message-timestamp":!0,"discord-message-timestamp-hover":!0,"discord-message-body-only-indent":!this.compactMode})}
						></time>`,()=>null)}
				${j(this.compactMode||this.messageBodyOnly,()=>null,()=>f`<div class="discord-author-avatar">
							<img src="${H(T.avatar)}" alt="${H(T.author)}" />
						</div>`)}

				<div class="discord-message-content">
					${j(this.compactMode||this.messageBodyOnly,()=>null,()=>f`
							<discord-author-info
								author=${T.author??""}
								?bot=${T.bot??!1}
								?server=${T.server??!1}
								?official-app=${T.officialApp??!1}
								?verified=${T.verified??!1}
								?op=${T.op??!1}
								role-color=${T.roleColor??""}
								role-icon=${T.roleIcon??""}
								role-name=${T.roleName??""}
								clan-icon=${T.clanIcon??""}
								clan-tag=${T.clanTag??""}
							></discord-author-info
							><time datetime="${H(ut)}" class="discord-message-timestamp">${ut}</time>
						`)}
					<div class="discord-message-body">
						${j(this.compactMode,()=>f`<discord-author-info
									author=${T.author??""}
									?bot=${T.bot??!1}
									?server=${T.server??!1}
									?official-app=${T.officialApp??!1}
									?verified=${T.verified??!1}
									?op=${T.op??!1}
									role-color=${T.roleColor??""}
									role-icon=${T.roleIcon??""}
									role-name=${T.roleName??""}
									clan-icon=${T.clanIcon??""}
									clan-tag=${T.clanTag??""}
								></discord-author-info>`,()=>null)}<span class="discord-message-markup"><slot></slot></span>
						${j(this.edited,()=>f`<span class="discord-message-edited">(edited)</span>`,()=>null)}
					</div>
					<div class="discord-message-compact-indent">
						<slot name="attachments"></slot>
						<slot name="embeds"></slot>
						<slot name="components"></slot>
						<slot name="reactions"></slot>
						<slot name="thread"></slot>
						${j(this.ephemeral,()=>f`
								<div class="discord-message-ephemeral">
									${gs()} Only you can see this •
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
		`}resolveAvatar(y){return y===void 0?ze.default:ze[y]??y??ze.default}constructor(){super(...arguments),D(this,xs)}static{D(t,s)}};return ys=t})();
